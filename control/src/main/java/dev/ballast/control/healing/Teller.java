// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

/** Hears what happened. */
@FunctionalInterface
public interface Teller {

  void tell(String event, Episode episode, String text);
}
