// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Every resource of a reading by its name, and the references between them. */
final class Registry {

  private final References wanted;
  private final Consumer<Problem> report;
  private final List<Resource> resources = new ArrayList<>();
  private final Map<String, Map<String, Resource>> byName = new LinkedHashMap<>();
  private final List<Cursor> slothFiles = new ArrayList<>();
  private final Set<String> unidentified = new HashSet<>();
  private final StringBuilder broken = new StringBuilder();
  private boolean incomplete;

  Registry(References wanted, Consumer<Problem> report) {
    this.wanted = wanted;
    this.report = report;
  }

  void add(Resource resource) {
    resources.add(resource);
    names(resource.kind().shelf()).putIfAbsent(resource.name(), resource);
  }

  /** A file of Sloth's own format, which names no kind. */
  void addSlothFile(Cursor file) {
    slothFiles.add(file);
  }

  List<Cursor> slothFiles() {
    return slothFiles;
  }

  /** A resource of a kind that could not be told: references to its name are left in peace. */
  void addUnidentified(String name) {
    unidentified.add(name);
  }

  /** Text that is no YAML: references to names in it are left in peace. */
  void addBroken(String text) {
    broken.append(text);
  }

  /** A file that could not be read at all: any name may be in it. */
  void addUnreadable() {
    incomplete = true;
  }

  List<Resource> all(Kind kind) {
    return resources.stream().filter(r -> r.kind() == kind).toList();
  }

  /** Those of a kind of OpenSLO in any of its versions. */
  List<Resource> allVersions(Kind kind) {
    return resources.stream()
        .filter(r -> r.kind().isOfOpenSlo() && r.kind().word().equals(kind.word()))
        .toList();
  }

  /** The kind of each resource. */
  List<String> words() {
    return resources.stream().map(resource -> resource.kind().word()).toList();
  }

  /** The first resource of that name. */
  Optional<Resource> find(Kind kind, String name) {
    return Optional.ofNullable(names(kind.shelf()).get(name));
  }

  /** The resource that a value names; reports when there is none and there has to be one. */
  Optional<Resource> resolve(Kind kind, Cursor reference) {
    var name = reference.scalar();
    var found = find(kind, name);
    if (found.isEmpty() && isMissed(kind, name)) {
      var word = kind.word();
      var hint =
          Nearest.to(name, names(word).keySet())
              .map(near -> "Write: " + Advice.assigned(reference.path(), near))
              .orElse("Fix: add " + article(word) + " named " + name);
      report.accept(
          new Problem.UnresolvedReference(
              reference.place(),
              reference.path(),
              reference.shown(),
              "the name of " + article(word) + " in the files read",
              hint,
              Severity.ERROR));
    }
    return found;
  }

  /** The resource of a kind that somebody most likely meant. */
  Optional<String> nearest(Kind kind, String name) {
    return Nearest.to(name, names(kind.shelf()).keySet());
  }

  /** Whether a name that leads to nothing has to be reported. */
  boolean isMissed(Kind kind, String name) {
    return isWanted(kind) && !isExcused(name);
  }

  /** Whatever is a service, by any format. */
  Set<String> serviceNames() {
    return names(Kind.SERVICE.shelf()).keySet();
  }

  private boolean isWanted(Kind kind) {
    return switch (wanted) {
      case ALL -> true;
      case INLINED -> kind.word().equals(Kind.SLI.word()) || kind.isAboutAlerts();
      case NONE -> false;
    };
  }

  /** Its definition may be there, with a problem that is reported already. */
  private boolean isExcused(String name) {
    return incomplete || unidentified.contains(name) || broken.indexOf(name) >= 0;
  }

  private Map<String, Resource> names(String word) {
    return byName.computeIfAbsent(word, _ -> new LinkedHashMap<>());
  }

  /** Reports every resource whose name another of its kind has already. */
  void reportDuplicates() {
    var first = new LinkedHashMap<String, Resource>();
    for (Resource resource : resources) {
      if (resource.name().isEmpty() || resource.kind() == Kind.SLOTH) {
        continue; // Sloth's SLOs have to be unique, not its resources.
      }
      var key = shelf(resource) + " " + resource.name();
      var earlier = first.putIfAbsent(key, resource);
      if (earlier != null) {
        report.accept(duplicate(earlier, resource));
      }
    }
  }

  /** The versions of OpenSLO share their names; Pyrra's are unique in a namespace. */
  private static String shelf(Resource resource) {
    var kind = resource.kind();
    return kind.isOfOpenSlo()
        ? "OpenSLO " + kind.word()
        : kind + (kind == Kind.PYRRA ? " " + resource.namespace() : "");
  }

  private static Problem duplicate(Resource earlier, Resource resource) {
    var harmless =
        resource.kind().isOfBackstage()
            || (resource.kind().isOfOpenSlo()
                && resource.kind().word().equals(Kind.OPENSLO_SERVICE.word())
                && descriptionOf(earlier).equals(descriptionOf(resource)));
    return new Problem.Duplicate(
        resource.place(),
        "metadata.name",
        Texts.quoted(resource.name()),
        "each name once for a kind; the first "
            + resource.kind().word()
            + " of this name is at "
            + earlier.place(),
        resource.kind().isOfBackstage()
            ? "Only the first is used"
            : harmless ? "Fix: remove one, they say the same" : "Fix: rename one or remove it",
        harmless ? Severity.WARNING : Severity.ERROR);
  }

  private static String descriptionOf(Resource service) {
    return service.spec().flatMap(spec -> spec.text("description")).orElse("");
  }

  static String article(String word) {
    return (word.matches("(A|E|I|O|SL).*") ? "an " : "a ") + word;
  }
}
