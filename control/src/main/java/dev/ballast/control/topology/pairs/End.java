// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import dev.ballast.promql.Labels;
import java.util.List;
import java.util.Set;

/** One end of a call, as labels name it. */
record End(String name, String namespace, boolean external) {

  /** What meshes write when they do not know. */
  private static final Set<String> NOBODY = Set.of("", "unknown", "none", "-");

  static final End UNKNOWN = new End("", "", false);

  boolean isKnown() {
    return !name.isEmpty();
  }

  /** The first of the labels that names somebody. */
  static End first(Labels labels, List<String> names, String namespace) {
    for (String name : names) {
      String value = labels.get(name);
      if (!NOBODY.contains(value)) {
        String space = labels.get(namespace);
        return new End(value, NOBODY.contains(space) ? "" : space, false);
      }
    }
    return UNKNOWN;
  }

  /** Somebody outside, by host; a port does not make it somebody else. */
  static End host(String authority) {
    String host = authority.replaceFirst(":[0-9]+$", "");
    return NOBODY.contains(host) ? UNKNOWN : new End(host, "", true);
  }
}
