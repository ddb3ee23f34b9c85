// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Lets only so many requests in at once, before their bodies are read, so that their number bounds
 * the memory. Thread-safe.
 */
public interface Turnstile {

  /** Lets everybody in. */
  Turnstile NONE =
      new Turnstile() {
        @Override
        public boolean enter() {
          return true;
        }

        @Override
        public void leave() {}

        @Override
        public Duration timeout() {
          return Duration.ofMinutes(3);
        }

        @Override
        public Reply refusal(UnaryOperator<String> headers) {
          return Reply.error(429, "overloaded", "There is too much to do; retry in a moment.");
        }
      };

  /** May wait a moment; whoever gets true leaves again. */
  boolean enter();

  void leave();

  /** How long a request may take, so that nobody keeps a place by sending slowly. */
  Duration timeout();

  /** The answer to those who were not let in, by their headers as in {@link Request#headers}. */
  Reply refusal(UnaryOperator<String> headers);
}
