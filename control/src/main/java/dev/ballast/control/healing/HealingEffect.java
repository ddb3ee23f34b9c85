// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

/** What follows from a step; done after the new state is written down, never before. */
public sealed interface HealingEffect {

  /** Does it, or takes it back. */
  record Do(Intent intent, boolean undo) implements HealingEffect {}

  /** Keeps what is temporary for another while. */
  record Renew(Intent intent) implements HealingEffect {}

  /** An event for all who listen, such as {@code healing.acted}. */
  record Tell(String name, String text) implements HealingEffect {}
}
