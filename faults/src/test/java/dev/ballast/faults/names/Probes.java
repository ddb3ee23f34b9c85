// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.names;

/** Questions for tests of other packages. */
public final class Probes {

  private Probes() {}

  public static String ask(int port, String name, boolean six, int patienceMillis) {
    return Probe.ask(port, name, six, patienceMillis);
  }
}
