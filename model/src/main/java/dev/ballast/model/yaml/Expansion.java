// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * How large and deep a document is once its aliases are written out. Nodes that aliases share are
 * measured once, so measuring is linear in the text even where the expansion is exponential.
 */
final class Expansion {

  /** Measures of a node; the number saturates at the limit. */
  private record Size(long nodes, int depth) {}

  private final String file;
  private final Limits limits;
  private final IdentityHashMap<Node, Size> sizes = new IdentityHashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private Optional<Problem> problem = Optional.empty();

  private Expansion(String file, Limits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** Why a document must not be walked through, if there is a reason. */
  static Optional<Problem> problemOf(String file, Node root, Limits limits) {
    var expansion = new Expansion(file, limits);
    expansion.measure(root, 1);
    return expansion.problem;
  }

  private Size measure(Node node, int level) {
    var known = sizes.get(node);
    if (known != null) {
      return check(node, known, level);
    }
    if (!open.add(node)) {
      problem = problem.or(() -> Optional.of(SyntaxErrors.cycle(Nodes.placeOf(file, node))));
      return new Size(1, 1);
    }
    if (level > limits.depth() + 1) {
      open.remove(node);
      return check(node, new Size(1, 1), level);
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
    return check(node, size, level);
  }

  private Size check(Node node, Size size, int level) {
    if (size.nodes() > limits.nodes()) {
      report(node, "too many values with aliases written out (expected: at most " + limits.nodes());
    } else if (level + size.depth() > limits.depth() + 2) {
      report(node, "nested too deep with aliases written out (expected: at most " + limits.depth());
    }
    return size;
  }

  private void report(Node node, String what) {
    problem =
        problem.or(() -> Optional.of(SyntaxErrors.tooMuch(Nodes.placeOf(file, node), what + ")")));
  }
}
