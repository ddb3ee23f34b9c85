// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.time;

/** Monotonic time in nanoseconds, of no origin; tests move it by hand. */
@FunctionalInterface
public interface Ticker {

  Ticker SYSTEM = System::nanoTime;

  long nanos();
}
