// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.regions;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** A network device of Linux whose packets we read and write. Needs root. */
@SuppressWarnings("restricted") // calls of the C library, which is what it is for
final class Tun implements AutoCloseable {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup C = LINKER.defaultLookup();
  private static final MethodHandle OPEN =
      call("open", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
  private static final MethodHandle IOCTL =
      LINKER.downcallHandle(
          C.find("ioctl").orElseThrow(),
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle READ =
      call(
          "read",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle WRITE =
      call(
          "write",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle CLOSE =
      call("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

  private static final long TUNSETIFF = 0x400454caL;
  private static final short TUN_WITHOUT_HEADER = 0x1001;
  private static final int READ_WRITE = 2;
  private static final int LARGEST = 65_536;

  private final int device;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment in = arena.allocate(LARGEST);

  private Tun(int device) {
    this.device = device;
  }

  /** Makes a device of that name, at most 15 letters; it goes when it is closed. */
  static Tun open(String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int device = (int) OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), READ_WRITE);
      if (device < 0) {
        throw new IOException("/dev/net/tun cannot be opened");
      }
      MemorySegment request = arena.allocate(40);
      request.setString(0, name);
      request.set(ValueLayout.JAVA_SHORT, 16, TUN_WITHOUT_HEADER);
      if ((int) IOCTL.invokeExact(device, TUNSETIFF, request) < 0) {
        throw new IOException(name + " cannot be made");
      }
      return new Tun(device);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  /** The next packet that somebody sent; to be called by one thread. */
  byte[] read() throws IOException {
    try {
      long length = (long) READ.invokeExact(device, in, (long) LARGEST);
      if (length < 0) {
        throw new IOException("the device is gone");
      }
      return in.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  /** Hands a packet over; one that is refused is lost, as on any network. */
  void write(byte[] packet) {
    try (Arena once = Arena.ofConfined()) {
      MemorySegment out = once.allocateFrom(ValueLayout.JAVA_BYTE, packet);
      long _ = (long) WRITE.invokeExact(device, out, (long) packet.length);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      int _ = (int) CLOSE.invokeExact(device);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle call(String name, ValueLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        C.find(name).orElseThrow(), FunctionDescriptor.of(result, arguments));
  }
}
