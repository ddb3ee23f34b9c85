// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

/**
 * Something about an experiment that its reader found.
 *
 * @param path where, such as {@code $.method[0].provider}
 * @param error whether it cannot be used like that
 * @param text what is there, what is expected, and how to fix it
 */
public record Finding(String path, boolean error, String text) {

  @Override
  public String toString() {
    return path + ": " + text;
  }
}
