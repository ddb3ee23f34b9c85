// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens sockets that the kernel takes for another user's: setfsuid(2), which is about one thread,
 * on a thread that does nothing else. As root only.
 */
final class OtherUser implements AutoCloseable {

  private static final int ROOT = 0;

  @SuppressWarnings("restricted") // One number in, one out.
  private static final MethodHandle SETFSUID =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("setfsuid"),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final AtomicInteger next = new AtomicInteger();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("users").factory());

  /**
   * From a loopback address that none before it had: for half a minute the kernel leads what comes
   * from the same address and port where it led it before.
   */
  DatagramSocket socket(int user) throws Exception {
    int number = next.getAndIncrement();
    InetAddress from =
        InetAddress.getByAddress(
            new byte[] {
              127, (byte) (78 + (number >> 16 & 63)), (byte) (number >> 8), (byte) number
            });
    return thread.submit(() -> open(user, from)).get();
  }

  private static DatagramSocket open(int user, InetAddress from) throws Exception {
    become(user);
    try {
      return new DatagramSocket(0, from);
    } finally {
      become(ROOT);
    }
  }

  private static void become(int user) {
    try {
      var _ = (int) SETFSUID.invokeExact(user);
    } catch (Throwable e) { // As a method handle declares.
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
