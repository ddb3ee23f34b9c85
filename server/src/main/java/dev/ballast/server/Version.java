// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

/** The version of this build, from the jar's manifest. */
final class Version {

  private Version() {}

  static String text() {
    String built = Version.class.getPackage().getImplementationVersion();
    return built == null ? "0.1.0" : built;
  }
}
