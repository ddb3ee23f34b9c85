// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.control.change.Change;

/** What a message from outside comes to. */
sealed interface Told {

  /** Something was changed. */
  record Changed(Change change) implements Told {}

  /** It is well formed, and nothing that is kept here. */
  record Ignored(String why) implements Told {}
}
