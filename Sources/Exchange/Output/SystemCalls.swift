// Paths on their way to the system: a name that is no UTF-8 keeps its bytes (see `SystemPath`). These take the place
// of the calls of the C library wherever a `String` is handed over.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Opens a file; its descriptor, or -1 and `errno`.
func open(_ path: String, _ flags: Int32, _ rights: mode_t = 0o666) -> Int32 {
  let directory = AT_FDCWD
  return SystemPath.withBytes(of: path) { openat(directory, $0, flags, rights) }
}

func stat(_ path: String, _ facts: UnsafeMutablePointer<stat>) -> Int32 {
  SystemPath.withBytes(of: path) { fstatat(AT_FDCWD, $0, facts, 0) }
}

func access(_ path: String, _ rights: Int32) -> Int32 {
  SystemPath.withBytes(of: path) { faccessat(AT_FDCWD, $0, rights, 0) }
}

@discardableResult
func mkdir(_ path: String, _ rights: mode_t) -> Int32 {
  SystemPath.withBytes(of: path) { mkdirat(AT_FDCWD, $0, rights) }
}

@discardableResult
func unlink(_ path: String) -> Int32 {
  SystemPath.withBytes(of: path) { unlinkat(AT_FDCWD, $0, 0) }
}

@discardableResult
func rmdir(_ path: String) -> Int32 {
  SystemPath.withBytes(of: path) { unlinkat(AT_FDCWD, $0, AT_REMOVEDIR) }
}

@discardableResult
func chmod(_ path: String, _ rights: mode_t) -> Int32 {
  SystemPath.withBytes(of: path) { fchmodat(AT_FDCWD, $0, rights, 0) }
}

@discardableResult
func rename(_ old: String, _ new: String) -> Int32 {
  SystemPath.withBytes(of: old) { old in
    SystemPath.withBytes(of: new) { renameat(AT_FDCWD, old, AT_FDCWD, $0) }
  }
}

@discardableResult
func symlink(_ target: String, _ path: String) -> Int32 {
  SystemPath.withBytes(of: target) { target in
    SystemPath.withBytes(of: path) { symlinkat(target, AT_FDCWD, $0) }
  }
}
