// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

/**
 * A line of JSON for each request.
 *
 * @param file where it is appended; empty for none
 */
public record AccessLog(String file) {

  public static final AccessLog NONE = new AccessLog("");

  public boolean active() {
    return !file.isEmpty();
  }
}
