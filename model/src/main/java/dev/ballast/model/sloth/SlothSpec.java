// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.sloth;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The SLOs of one document.
 *
 * @param plugins the Go programs that its author wants to change the rules
 * @param overrides whether those replace Sloth's own steps
 */
public record SlothSpec(
    Format format, List<SlothSlo> slos, List<String> plugins, boolean overrides) {

  public SlothSpec {
    slos = List.copyOf(slos);
    plugins = List.copyOf(plugins);
  }

  /** What the document was written in. */
  public sealed interface Format {

    /** How Sloth calls this way of generating, in the label {@code sloth_mode}. */
    String mode();

    /** The format by its version, in the label {@code sloth_spec}. */
    String version();

    /** Sloth's own file. */
    record File() implements Format {
      @Override
      public String mode() {
        return "cli-gen-prom";
      }

      @Override
      public String version() {
        return "prometheus/v1";
      }
    }

    /** Sloth's resource for Kubernetes, whose rules become a PrometheusRule. */
    record Kubernetes(
        String name,
        String namespace,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations)
        implements Format {
      public Kubernetes {
        labels = sorted(labels);
        annotations = sorted(annotations);
      }

      @Override
      public String mode() {
        return "cli-gen-k8s";
      }

      @Override
      public String version() {
        return "sloth.slok.dev/v1";
      }

      private static SortedMap<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
      }
    }

    /** OpenSLO in a version. */
    record OpenSlo(String version) implements Format {
      @Override
      public String mode() {
        return "cli-gen-openslo";
      }
    }

    /** Pyrra's resource, which Sloth does not read. */
    record Pyrra() implements Format {
      @Override
      public String mode() {
        return "cli-gen-pyrra";
      }

      @Override
      public String version() {
        return "pyrra.dev/v1alpha1";
      }
    }
  }
}
