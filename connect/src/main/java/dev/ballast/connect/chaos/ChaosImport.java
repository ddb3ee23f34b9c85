// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.experiment.ExperimentReader;
import dev.ballast.model.experiment.ExperimentReading;
import dev.ballast.model.experiment.TreePath;
import dev.ballast.model.rollout.Tree;
import dev.ballast.model.yaml.ForeignDocuments;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.Severity;
import dev.ballast.model.yaml.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads files of other tools. */
public final class ChaosImport {

  /**
   * What came of one file.
   *
   * @param imported one for each document
   */
  public record File(List<Imported> imported, List<Problem> problems) {
    public File {
      imported = List.copyOf(imported);
      problems = List.copyOf(problems);
    }

    public List<Problem> errors() {
      return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
    }
  }

  private ChaosImport() {}

  /**
   * Reads a file.
   *
   * @param format empty to guess it of each document
   * @param service the service that faults hit; empty to take it from labels
   */
  public static File read(Source source, Optional<ChaosFormat> format, String service) {
    ForeignDocuments documents = ForeignDocuments.of(source);
    List<Imported> imported = new ArrayList<>();
    for (int i = 0; i < documents.documents().size(); i++) {
      String root = documents.documents().size() == 1 ? TreePath.ROOT : TreePath.ROOT + (i + 1);
      imported.add(read(documents.documents().get(i), root, format, service));
    }
    return new File(imported, documents.problems());
  }

  /** Reads one document. */
  public static Imported read(
      Tree tree, String root, Optional<ChaosFormat> wanted, String service) {
    Optional<ChaosFormat> guess = ChaosFormat.guess(tree);
    ChaosFormat format = wanted.or(() -> guess).orElse(ChaosFormat.CHAOSTOOLKIT);
    Mapping mapping = new Mapping();
    Node node = new Node(tree, root, mapping);
    boolean strange = guess.isEmpty() && wanted.isEmpty();
    boolean other = wanted.isPresent() && guess.isPresent() && !wanted.equals(guess);
    Converted converted =
        strange
            ? Converted.refused("of no format that is known here")
            : other
                ? Converted.refused(
                    "it is of " + guess.get().word() + ". Fix: --from " + guess.get().word())
                : convert(format, node, service);
    ExperimentReading reading =
        converted.refused().isEmpty()
            ? ExperimentReader.read(converted.name(), converted.spec())
            : new ExperimentReading(Optional.empty(), List.of());
    if (!converted.refused().isEmpty()) {
      mapping.lost(root, converted.refused());
    }
    return new Imported(
        format,
        converted.name(),
        converted.refused(),
        tree,
        converted.spec(),
        reading,
        mapping.lines(root, tree));
  }

  private static Converted convert(ChaosFormat format, Node node, String service) {
    return switch (format) {
      case CHAOSTOOLKIT -> new ToolkitImport().read(node);
      case CHAOS_MESH -> new ChaosMeshImport(service).read(node);
      case LITMUS -> new LitmusImport(service).read(node);
      case AWS_FIS -> new FisImport(service).read(node);
      case KRKN -> new KrknImport(service).read(node);
      case HYPERFOIL -> new HyperfoilImport().read(node);
    };
  }
}
