// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

/** Counts what became of warnings; the outcome is one word in lower case. */
@FunctionalInterface
public interface Tally {
  void count(String webhook, String outcome);
}
