// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A generic resource's values; what has another shape than expected counts as absent. */
final class Tree {

  private Tree() {}

  @SuppressWarnings("unchecked") // Keys of JSON are texts.
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  static List<Map<String, Object>> maps(@Nullable Object value) {
    return value instanceof List<?> list ? list.stream().map(Tree::map).toList() : List.of();
  }
}
