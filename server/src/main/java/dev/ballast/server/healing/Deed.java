// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.webhook.Orders.UnclearException;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.healing.Intent;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One action on one place. Throws {@link ActuatorException} for whatever stands in the way. */
interface Deed {

  /** The state of what cannot be read. */
  SortedMap<String, String> UNREADABLE = new TreeMap<>();

  /** What it would do; changes nothing. */
  Intent plan(String key);

  /** Does it, or takes it back, and comes back when that is known. */
  void act(Intent intent, boolean undo) throws UnclearException, InterruptedException;

  /** What the target is like now, in the words of the intent; empty for what cannot be read. */
  SortedMap<String, String> state(Intent intent);

  /** Keeps a lease; what is not leased needs nothing. */
  default void renew(Intent intent) {}

  /** Who holds the lease of an intent. */
  static String owner(Intent intent) {
    return "healing/" + intent.key();
  }

  static SortedMap<String, String> state(String key, String value) {
    return new TreeMap<>(Map.of(key, value));
  }

  /** The intent of what can be told to somebody, but not looked at. */
  static Intent blind(String key, String word, String target, boolean undoable) {
    return new Intent(
        key, word, target, UNREADABLE, UNREADABLE, undoable, false, 1, -1, word + " " + target);
  }
}
