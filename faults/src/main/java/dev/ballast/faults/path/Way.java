// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.util.Map;

/** Something that traffic is led through and that disturbs it. Thread-safe. */
interface Way extends AutoCloseable {

  /** What it is and what came through, such as {@code port} and {@code came}. */
  Map<String, String> facts();

  /** From now on it only lets through what comes. */
  void calm();

  /** Nobody passes through any more; looks for those who only stay, and sends them away. */
  boolean isEmpty();

  @Override
  void close();
}
