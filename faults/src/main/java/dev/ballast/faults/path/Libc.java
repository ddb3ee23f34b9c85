// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The calls of the C library (Linux) that a device of packets needs and Java does not have: open,
 * ioctl, ppoll, read, socket, setsockopt, sendto, close, prctl, setpriority. One thread at a time.
 */
final class Libc {

  static final int NO_PERMISSION = 1;
  static final int TRY_AGAIN = 11;
  static final int BUSY = 16;
  static final int INTERRUPTED = 4;

  private static final int SET_TIMER_SLACK = 29;
  private static final int THIS_THREAD = 0;
  private static final int FIRST = -19;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_OF =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPEN = function("open", INT, POINTER, INT);
  private static final MethodHandle IOCTL = variadic("ioctl", 2, INT, INT, LONG, POINTER);
  private static final MethodHandle PPOLL = function("ppoll", INT, POINTER, LONG, POINTER, POINTER);
  private static final MethodHandle READ = function("read", LONG, INT, POINTER, LONG);
  private static final MethodHandle SOCKET = function("socket", INT, INT, INT, INT);
  private static final MethodHandle SETSOCKOPT =
      function("setsockopt", INT, INT, INT, INT, POINTER, INT);
  private static final MethodHandle SENDTO =
      function("sendto", LONG, INT, POINTER, LONG, INT, POINTER, INT);
  private static final MethodHandle PRCTL = variadic("prctl", 1, INT, INT, LONG);
  private static final MethodHandle SETPRIORITY = function("setpriority", INT, INT, INT, INT);
  private static final MethodHandle CLOSE = function("close", INT, INT);

  private final MemorySegment state;

  /**
   * @param arena as long as calls are made
   */
  Libc(Arena arena) {
    this.state = arena.allocate(Linker.Option.captureStateLayout());
  }

  @SuppressWarnings("restricted") // Functions of the C library, with the types of their manual.
  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments), ERRNO);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle variadic(
      String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        ERRNO,
        Linker.Option.firstVariadicArg(fixed));
  }

  private static IllegalStateException broken(Throwable cause) {
    return new IllegalStateException("the C library cannot be called", cause);
  }

  /** The number of the last error; only right after a call that failed. */
  int errno() {
    return (int) ERRNO_OF.get(state, 0L);
  }

  /**
   * @throws IOException with what was tried and the number of the error, when a result is below 0
   */
  int must(int result, String what) throws IOException {
    if (result < 0) {
      int number = errno();
      String why =
          switch (number) {
            case NO_PERMISSION, 13 -> "not permitted. Fix: run the agent as root (CAP_NET_ADMIN)";
            case 2, 6, 19 ->
                "is not there. Fix: load the module tun, or give the container the device";
            case BUSY -> "is in use";
            default -> "errno " + number;
          };
      throw new IOException(what + ": " + why);
    }
    return result;
  }

  int open(MemorySegment path, int flags) {
    try {
      return (int) OPEN.invokeExact(state, path, flags);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  int ioctl(int file, long request, MemorySegment argument) {
    try {
      return (int) IOCTL.invokeExact(state, file, request, argument);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  int ppoll(MemorySegment files, long count, MemorySegment time) {
    try {
      return (int) PPOLL.invokeExact(state, files, count, time, MemorySegment.NULL);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  long read(int file, MemorySegment into, long most) {
    try {
      return (long) READ.invokeExact(state, file, into, most);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  int socket(int domain, int type, int protocol) {
    try {
      return (int) SOCKET.invokeExact(state, domain, type, protocol);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  int setsockopt(int file, int level, int option, MemorySegment value) {
    try {
      return (int)
          SETSOCKOPT.invokeExact(state, file, level, option, value, (int) value.byteSize());
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  long sendto(int file, MemorySegment bytes, long length, MemorySegment address) {
    try {
      return (long)
          SENDTO.invokeExact(state, file, bytes, length, 0, address, (int) address.byteSize());
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /**
   * The calling thread goes before others and is woken in time, as well as we may: it waits for
   * nearly all of its life.
   */
  void hurry() {
    try {
      var _ = (int) PRCTL.invokeExact(state, SET_TIMER_SLACK, 1L);
      var _ = (int) SETPRIORITY.invokeExact(state, THIS_THREAD, 0, FIRST);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  void close(int file) {
    try {
      var _ = (int) CLOSE.invokeExact(state, file);
    } catch (Throwable e) {
      throw broken(e);
    }
  }
}
