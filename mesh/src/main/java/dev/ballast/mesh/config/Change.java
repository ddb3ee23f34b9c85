// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

/** What came of the wish to change the configuration. */
public sealed interface Change {

  /** The state that is in force now. */
  ConfigState state();

  /** It is in force. */
  record Done(ConfigState state) implements Change {}

  /** Somebody else changed it first. */
  record Conflict(ConfigState state, long expected) implements Change {}

  /** It cannot be executed; everything is as it was. */
  record Refused(ConfigState state, String why) implements Change {}
}
