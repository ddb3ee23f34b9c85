// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.ServiceName;
import org.junit.jupiter.api.Test;

final class GraphDiffTest {

  @Test
  void findsNothingBetweenAGraphAndItself() {
    GraphAnalysis analysis = Shops.document().analysis();
    GraphDiff diff = GraphDiff.between(analysis, analysis);
    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.blasts()).isEmpty();
  }

  @Test
  void tellsWhatIsNewAndWhatFollows() {
    GraphAnalysis before = new Shops().needs("web", "db").uses("web", "ads").analysis();
    GraphAnalysis after =
        new Shops().needs("web", "db", "ads", "geo").needs("ads", "web").analysis();
    GraphDiff diff = GraphDiff.between(before, after);
    assertThat(diff.newServices()).containsExactly(new ServiceName("geo"));
    assertThat(diff.newLinks())
        .extracting(Link::toString)
        .containsExactly("ads → web", "web → geo");
    assertThat(diff.goneLinks()).isEmpty();
    assertThat(diff.changedLinks())
        .singleElement()
        .extracting(c -> c.after().toString())
        .isEqualTo("web → ads");
    assertThat(diff.cycles()).containsExactly(new ServiceName("ads"), new ServiceName("web"));
    assertThat(diff.blasts())
        .extracting(b -> b.service().value())
        .containsExactlyInAnyOrder("ads", "geo");
    assertThat(GraphDiff.between(after, before).goneServices())
        .containsExactly(new ServiceName("geo"));
  }
}
