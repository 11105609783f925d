#pragma once
#include <cairo.h>
#include <stddef.h>
#include <stdint.h>

// The few functions of librsvg (2.46 or later) and GLib that draw a document, declared here: their
// own headers bring all of GLib, and their pkg-config file a flag that the package manager refuses
// with a warning on every build.

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _RsvgHandle RsvgHandle;
typedef struct _GInputStream GInputStream;
typedef struct _GBytes GBytes;
typedef struct _GFile GFile;
typedef struct _GCancellable GCancellable;

typedef struct {
  uint32_t domain;
  int code;
  char *message;
} GError;

typedef enum { RSVG_HANDLE_FLAGS_NONE = 0, RSVG_HANDLE_FLAG_UNLIMITED = 1 } RsvgHandleFlags;

typedef enum { RSVG_UNIT_PERCENT = 0, RSVG_UNIT_PX = 1 } RsvgUnit;

typedef struct {
  double length;
  RsvgUnit unit;
} RsvgLength;

typedef struct {
  double x, y, width, height;
} RsvgRectangle;

RsvgHandle *rsvg_handle_new_from_stream_sync(
    GInputStream *stream, GFile *base, RsvgHandleFlags flags, GCancellable *cancellable,
    GError **error);
void rsvg_handle_get_intrinsic_dimensions(
    RsvgHandle *handle, int *has_width, RsvgLength *width, int *has_height, RsvgLength *height,
    int *has_view_box, RsvgRectangle *view_box);
int rsvg_handle_render_document(
    RsvgHandle *handle, cairo_t *context, const RsvgRectangle *viewport, GError **error);

GBytes *g_bytes_new(const void *data, size_t size);
void g_bytes_unref(GBytes *bytes);
GInputStream *g_memory_input_stream_new_from_bytes(GBytes *bytes);
void g_object_unref(void *object);
void g_error_free(GError *error);

#ifdef __cplusplus
}
#endif
