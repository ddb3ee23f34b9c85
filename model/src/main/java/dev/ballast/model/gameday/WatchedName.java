// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A name that users come by, looked at while the day lasts.
 *
 * @param resolvers whom to ask, as {@code HOST} or {@code HOST:PORT}
 * @param regions the region of each address that it may lead to
 */
public record WatchedName(String name, List<String> resolvers, Map<String, String> regions) {
  public WatchedName {
    resolvers = List.copyOf(resolvers);
    regions = Collections.unmodifiableMap(new TreeMap<>(regions));
  }
}
