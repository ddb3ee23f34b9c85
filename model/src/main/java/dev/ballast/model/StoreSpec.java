// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that keeps state in several regions.
 *
 * @param nodes JDBC address by region
 * @param fence a URL that makes a region's node stop for good and answers 2xx when it has; may be
 *     empty
 */
public record StoreSpec(
    String name,
    Consistency consistency,
    RegionName primary,
    Map<RegionName, String> nodes,
    String user,
    String fence) {

  public StoreSpec {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
  }
}
