// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Tells which kind of resource each document is, and checks it against the keys of that kind. */
final class ResourceFinder {

  private static final int MAX = Integer.MAX_VALUE;

  private final String file;
  private final Registry registry;
  private final Consumer<Problem> report;

  ResourceFinder(String file, Registry registry, Consumer<Problem> report) {
    this.file = file;
    this.registry = registry;
    this.report = report;
  }

  /** Takes one document: a resource, or a list of resources. */
  void add(Node root) {
    if (root instanceof SequenceNode list) {
      list.getValue().forEach(this::addResource);
    } else if (!Nodes.isNull(root)) {
      addResource(root);
    }
  }

  private void addResource(Node node) {
    var version = scalar(node, "apiVersion");
    var word = scalar(node, "kind");
    var name = Nodes.child(node, "metadata").map(m -> scalar(m, "name")).orElse("");
    if (isSlothFile(node)) {
      new Checker(file, SlothKinds.FILE, report).check(node, SlothKinds.FILE, "");
      registry.addSlothFile(new Cursor(file, node, SlothKinds.FILE, ""));
      return;
    }
    var kind = Kind.of(version, word);
    if (kind.isEmpty() && version.matches("([a-z]+\\.)?backstage\\.io/.*") && !word.isEmpty()) {
      reportUnused(node, word);
      return;
    }
    if (kind.isEmpty() || name.isEmpty()) {
      possibleNames(node).forEach(registry::addUnidentified);
    }
    if (kind.isPresent()) {
      var shape = kind.get().shape();
      new Checker(file, shape, report).check(node, shape, "");
      var full = kind.get().isOfFlagger() ? qualified(node, name) : name;
      registry.add(new Resource(kind.get(), full, new Cursor(file, node, shape, "")));
    } else {
      checkHeader(node, version, word);
    }
  }

  /** Sloth's own files have a version where resources have an apiVersion. */
  private static boolean isSlothFile(Node node) {
    return Nodes.child(node, "version").isPresent()
        && Nodes.child(node, "slos").isPresent()
        && Nodes.child(node, "apiVersion").isEmpty();
  }

  /** The name with its namespace, as {@code ObjectName} writes it. */
  private static String qualified(Node node, String name) {
    var namespace = Nodes.child(node, "metadata").map(m -> scalar(m, "namespace")).orElse("");
    return namespace.isEmpty() || name.isEmpty() ? name : namespace + "/" + name;
  }

  /** A catalog holds much that has nothing to do with who depends on whom. */
  private void reportUnused(Node node, String word) {
    var kinds = Kind.wordsOf(Parts.BACKSTAGE);
    var near = Nearest.to(word, kinds);
    report.accept(
        new Problem.NotUsed(
            Nodes.entry(node, "kind")
                .map(entry -> Nodes.placeOf(file, entry.getValueNode()))
                .orElse(Nodes.placeOf(file, node)),
            "kind",
            Texts.quoted(word)
                + " of Backstage is not used (used: "
                + String.join(", ", kinds)
                + ")",
            near.map(name -> "Did you mean " + name + "?").orElse(""),
            near.isPresent() ? Severity.WARNING : Severity.INFO));
  }

  /** Whatever might have been meant as the name: a misspelt key hides it. */
  private static List<String> possibleNames(Node node) {
    return Nodes.child(node, "metadata").map(Nodes::entries).orElse(List.of()).stream()
        .map(NodeTuple::getValueNode)
        .filter(ScalarNode.class::isInstance)
        .map(Nodes::scalar)
        .toList();
  }

  private static String scalar(Node node, String key) {
    return Nodes.child(node, key)
        .filter(ScalarNode.class::isInstance)
        .map(Nodes::scalar)
        .orElse("");
  }

  /** Checks what can be checked without knowing the kind. */
  private void checkHeader(Node node, String version, String word) {
    var shape = header(version, word);
    if (!Checker.fits(node, shape)) {
      report.accept(
          new Problem.WrongType(
              Nodes.placeOf(file, node),
              "resource",
              Nodes.shown(node),
              "a map with apiVersion, kind, metadata and spec",
              ""));
      return;
    }
    new Checker(file, shape, report).check(node, shape, "");
    var cursor = new Cursor(file, node, shape, "");
    if (!version.isEmpty() && !Kind.versions().contains(version)) {
      cursor.at("apiVersion").ifPresent(this::reportVersion);
    } else if (!version.isEmpty()) {
      cursor.at("kind").ifPresent(at -> reportKind(at, version));
    }
  }

  private static Shape.Fields header(String version, String word) {
    var versions = Kind.versionsOf(word);
    var words = Kind.wordsOf(version);
    return Shape.fields(
        Key.required("apiVersion", Parts.text(Texts.oneOf(Kind.versions()), ".*", MAX), "")
            .example(versions.isEmpty() ? Parts.BALLAST : versions.getFirst()),
        Key.required(
                "kind", Parts.text(words.isEmpty() ? "a kind" : Texts.oneOf(words), ".*", MAX), "")
            .example(words.isEmpty() ? Kind.SERVICE.word() : words.getFirst()),
        Key.required("metadata", Parts.OPENSLO_METADATA, ""),
        Key.optional("spec", new Shape.Anything("anything"), ""));
  }

  private void reportVersion(Cursor version) {
    report.accept(
        new Problem.BadValue(
            version.place(),
            version.path(),
            version.shown(),
            Texts.oneOf(Kind.versions()),
            hint("apiVersion", version.scalar(), Kind.versions())));
  }

  private void reportKind(Cursor kind, String version) {
    var word = kind.scalar();
    var elsewhere = Kind.versionsOf(word);
    var hint =
        elsewhere.isEmpty()
            ? hint("kind", word, Kind.wordsOf(version))
            : "Write: apiVersion: " + elsewhere.getFirst();
    report.accept(
        new Problem.BadValue(
            kind.place(), kind.path(), kind.shown(), Texts.oneOf(Kind.wordsOf(version)), hint));
  }

  private static String hint(String key, String value, List<String> known) {
    return Nearest.to(value, known).map(near -> "Write: " + key + ": " + near).orElse("");
  }
}
