// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * How large and deep a document is once its aliases are written out. Nodes that aliases share are
 * measured once, so measuring is linear in the text even where the expansion is exponential.
 */
final class Expansion {

  /** Measures of a node; both saturate at the limits. */
  private record Size(long nodes, int depth) {}

  private final Limits limits;
  private final Map<Node, Size> sizes = new IdentityHashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private String trouble = "";

  private Expansion(Limits limits) {
    this.limits = limits;
  }

  /** What is too much about a document, or the empty text. */
  static String troubleOf(Node root, Limits limits) {
    var expansion = new Expansion(limits);
    expansion.measure(root, 1);
    return expansion.trouble;
  }

  private Size measure(Node node, int level) {
    var known = sizes.get(node);
    if (known != null) {
      return check(known, level);
    }
    if (!open.add(node)) {
      trouble = "an alias inside its own anchor";
      return new Size(1, 1);
    }
    if (level > limits.depth() + 1) {
      trouble = "with aliases written out nested deeper than " + limits.depth() + " levels";
      return new Size(1, 1);
    }
    long nodes = 1;
    int depth = 0;
    for (NodeTuple entry : Nodes.entries(node)) {
      var key = measure(entry.getKeyNode(), level + 1);
      var value = measure(entry.getValueNode(), level + 1);
      nodes = Math.min(limits.nodes() + 1L, nodes + key.nodes() + value.nodes());
      depth = Math.max(depth, Math.max(key.depth(), value.depth()));
    }
    for (Node item : Nodes.items(node)) {
      var size = measure(item, level + 1);
      nodes = Math.min(limits.nodes() + 1L, nodes + size.nodes());
      depth = Math.max(depth, size.depth());
    }
    open.remove(node);
    var size = new Size(nodes, depth + 1);
    sizes.put(node, size);
    return check(size, level);
  }

  private Size check(Size size, int level) {
    if (size.nodes() > limits.nodes()) {
      trouble = "with aliases written out more than " + limits.nodes() + " values in one document";
    } else if (level + size.depth() > limits.depth() + 2) {
      trouble = "with aliases written out nested deeper than " + limits.depth() + " levels";
    }
    return size;
  }
}
