// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import dev.ballast.mesh.config.ConfigState;
import dev.ballast.mesh.config.ConfigStore;

/** Revisions as entity tags, RFC 9110 section 8.8.3. */
final class Revisions {

  private Revisions() {}

  static String tag(ConfigState state) {
    return "\"" + state.revision() + "\"";
  }

  /** The revision that If-Match names; any without it. */
  static long expected(AdminRequest request) {
    String tag = request.header("if-match");
    if (tag == null || tag.equals("*")) {
      return ConfigStore.ANY;
    }
    if (!tag.matches("\"[0-9]{1,18}\"")) {
      throw new IllegalArgumentException(
          "If-Match: " + tag + " (expected: a revision in quotes, as in ETag)");
    }
    return Long.parseLong(tag.substring(1, tag.length() - 1));
  }
}
