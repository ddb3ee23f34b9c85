// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.graph;

import dev.ballast.control.topology.analysis.GraphDiff;
import dev.ballast.control.topology.analysis.Link;
import java.util.List;

/** What is different between two graphs. */
public record DiffJson(
    boolean same,
    List<String> newServices,
    List<String> goneServices,
    List<LinkJson> newLinks,
    List<LinkJson> goneLinks,
    List<ChangeJson> changedLinks,
    List<BlastJson> blastRadius,
    List<String> newlyCyclic) {

  /** A dependency with its coupling in words. */
  public record LinkJson(String client, String server, String coupling) {}

  /** A dependency before and after. */
  public record ChangeJson(
      String client,
      String server,
      String before,
      String after,
      boolean observedBefore,
      boolean observedAfter) {}

  /** A service's share of users' traffic at risk. */
  public record BlastJson(String service, double before, double after) {}

  public static DiffJson of(GraphDiff diff) {
    return new DiffJson(
        diff.isEmpty(),
        CriticalJson.texts(diff.newServices()),
        CriticalJson.texts(diff.goneServices()),
        diff.newLinks().stream().map(DiffJson::link).toList(),
        diff.goneLinks().stream().map(DiffJson::link).toList(),
        diff.changedLinks().stream().map(DiffJson::change).toList(),
        diff.blasts().stream()
            .map(b -> new BlastJson(b.service().value(), b.before(), b.after()))
            .toList(),
        CriticalJson.texts(diff.cycles()));
  }

  private static LinkJson link(Link link) {
    return new LinkJson(link.client().value(), link.server().value(), link.coupling().text());
  }

  private static ChangeJson change(GraphDiff.Changed changed) {
    return new ChangeJson(
        changed.after().client().value(),
        changed.after().server().value(),
        changed.before().coupling().text(),
        changed.after().coupling().text(),
        changed.before().isObserved(),
        changed.after().isObserved());
  }
}
