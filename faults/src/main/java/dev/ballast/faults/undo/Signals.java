// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** kill(2), by the C library: no process has to be started to stop one. */
public final class Signals {

  public static final int KILL = 9;
  public static final int CONT = 18;
  public static final int STOP = 19;

  @SuppressWarnings("restricted") // One call without memory: two numbers in, one out.
  private static final MethodHandle SEND =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Signals() {}

  /** Whether it was delivered. */
  static boolean send(long pid, int signal) {
    if (pid <= 1) {
      throw new IllegalArgumentException("pid: " + pid + " (expected: above 1)");
    }
    try {
      return (int) SEND.invokeExact((int) pid, signal) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("kill(2) cannot be called", e);
    }
  }
}
