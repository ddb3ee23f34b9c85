// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Propagation;
import dev.ballast.control.topology.analysis.Coupling;
import dev.ballast.control.topology.analysis.DependencyGraph;
import dev.ballast.control.topology.analysis.Link;
import dev.ballast.control.topology.analysis.Node;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ChainMakerTest {

  private static final Propagation NEVER_FAILED = Propagation.NONE;
  private static final Propagation THREE_TENTHS = new Propagation(20, 1_000, 0.3, 0.25, 0.35);

  private static ServiceName name(String name) {
    return new ServiceName(name);
  }

  private static Link link(String from, String to, Coupling coupling) {
    return new Link(name(from), name(to), false, coupling, false, new Edge.Traffic.None());
  }

  private static Link hard(String from, String to) {
    return link(from, to, new Coupling.Assumed());
  }

  private static DependencyGraph graph(Link... links) {
    return new DependencyGraph(
        Stream.of(links)
            .flatMap(link -> Stream.of(link.client(), link.server()))
            .distinct()
            .map(name -> new Node(name, Node.Kind.INTERNAL))
            .toList(),
        List.of(links));
  }

  private static Seen measured(double good) {
    return new Seen(good, Seen.Basis.MEASURED);
  }

  private static double own(ObservedChain chain, String service) {
    return chain.parts().stream()
        .filter(part -> part.service().equals(name(service)))
        .findFirst()
        .orElseThrow()
        .own();
  }

  @Test
  void whatIsSharedByTwoIsCountedOnce() {
    DependencyGraph diamond =
        graph(hard("web", "cart"), hard("web", "pay"), hard("cart", "db"), hard("pay", "db"));
    ObservedChain chain =
        ChainMaker.of(
                diamond,
                Map.of(
                    name("db"), measured(0.99),
                    name("cart"), measured(0.99 * 0.995),
                    name("pay"), measured(0.99)),
                name("web"))
            .orElseThrow();

    assertThat(chain.served()).isCloseTo(0.99 * 0.995, within(1e-12));
    assertThat(own(chain, "cart")).isCloseTo(0.005, within(1e-12));
    assertThat(own(chain, "pay")).isZero();
    assertThat(chain.parts().getFirst().service()).isEqualTo(name("db"));
    assertThat(chain.parts().getFirst().takes()).isCloseTo(0.01 * 0.995, within(1e-12));
    assertThat(chain.entrySeen()).isEqualTo(Seen.Basis.UNKNOWN);
    assertThat(chain.unknown()).isEqualTo(1);
  }

  @Test
  void theCompositionOfAMeasuredEntryIsWhatWasMeasured() {
    ObservedChain chain =
        ChainMaker.of(
                graph(hard("web", "db")),
                Map.of(name("web"), measured(0.97), name("db"), measured(0.98)),
                name("web"))
            .orElseThrow();

    assertThat(chain.served()).isCloseTo(0.97, within(1e-12));
    assertThat(chain.ceiling()).isCloseTo(0.98, within(1e-12));
  }

  @Test
  void nobodyFailsLessThanNever() {
    ObservedChain chain =
        ChainMaker.of(
                graph(hard("web", "db")),
                Map.of(name("web"), measured(0.999), name("db"), measured(0.98)),
                name("web"))
            .orElseThrow();

    assertThat(own(chain, "web")).isZero();
  }

  @Test
  void aCallWeighsWhatFailuresHaveShown() {
    Link soft = link("web", "reviews", new Coupling.Declared(Strength.SOFT, NEVER_FAILED));
    Link queue = link("web", "mails", new Coupling.Queued());
    Link partly = link("web", "search", new Coupling.Estimated(THREE_TENTHS));
    Map<ServiceName, Seen> seen =
        Map.of(
            name("reviews"), measured(0.5),
            name("mails"), measured(0.5),
            name("search"), measured(0.9));

    assertThat(ChainMaker.of(graph(soft, queue, partly), seen, name("web")).orElseThrow().served())
        .isCloseTo(1 - 0.3 * 0.1, within(1e-12));
  }

  @Test
  void aCircleIsCutAndSaid() {
    ObservedChain chain =
        ChainMaker.of(
                graph(hard("a", "b"), hard("b", "c"), hard("c", "a")),
                Map.of(name("c"), measured(0.9)),
                name("a"))
            .orElseThrow();

    assertThat(chain.served()).isCloseTo(0.9, within(1e-12));
    assertThat(chain.circles()).containsExactly("c → a");
  }

  @Test
  void saysNothingOfWhatNobodySawOrWhatIsTooLarge() {
    assertThat(ChainMaker.of(DependencyGraph.EMPTY, Map.of(), name("web"))).isEmpty();
    Link[] chain =
        IntStream.range(0, 300).mapToObj(i -> hard("s" + i, "s" + (i + 1))).toArray(Link[]::new);
    assertThat(ChainMaker.of(graph(chain), Map.of(), name("s0"))).isEmpty();
    assertThat(ChainMaker.of(graph(chain), Map.of(), name("s200"))).isPresent();
  }
}
