// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

/** A piece of a line. */
sealed interface Text {

  /** As it is. */
  record Plain(String text) implements Text {}

  record Strong(String text) implements Text {}

  /** What is typed, or what a machine said. */
  record Mono(String text) implements Text {}

  record Link(String text, String address) implements Text {}

  static Text plain(String text) {
    return new Plain(text);
  }

  static Text strong(String text) {
    return new Strong(text);
  }

  static Text mono(String text) {
    return new Mono(text);
  }

  static Text link(String text, String address) {
    return new Link(text, address);
  }
}
