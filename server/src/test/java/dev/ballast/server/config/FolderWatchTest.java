// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.ServiceName;
import dev.ballast.model.yaml.Place;
import dev.ballast.model.yaml.Problem;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

  @TempDir Path folder;

  private final FakeClock clock = FakeClock.atStart();
  private final EventLog events = new MemoryLedger(clock).events();
  private static final Veto NOBODY = _ -> List.of();

  private FolderWatch watch;

  @BeforeEach
  void oneService() throws IOException {
    write("a.yaml", service("orders"));
    watch = new FolderWatch(folder, new PromqlChecker(), events, clock);
    watch.load(NOBODY);
  }

  @Test
  void takesUpAValidEditAndTellsTheDifference() throws IOException {
    write("b.yaml", service("payments"));

    watch.look(NOBODY);

    assertThat(watch.state().configuration().services())
        .containsOnlyKeys(new ServiceName("orders"), new ServiceName("payments"));
    assertThat(watch.state().files()).containsExactly("a.yaml", "b.yaml");
    Event event = only("config.changed");
    assertThat(event.attributes().get("diff")).isEqualTo("added Service payments");
  }

  @Test
  void refusesABadEditWholeAndKeepsTheLastGoodState() throws IOException {
    write("b.yaml", service("payments"));
    write("c.yaml", "apiVersion: ballast.dev/v1\nkind: Servce\nmetadata:\n  name: x\n");

    watch.look(NOBODY);

    assertThat(watch.state().configuration().services())
        .containsOnlyKeys(new ServiceName("orders"));
    assertThat(watch.state().refused()).isNotEmpty();
    Event event = only("config.refused");
    assertThat(event.attributes().get("problems")).contains("c.yaml:2:");
  }

  @Test
  void refusesAnEditWholeThatSomebodyElseCannotUse() throws IOException {
    write("b.yaml", service("payments"));
    Veto veto =
        reading -> List.of(new Problem.Misfit(Place.wholeFile("b.yaml"), "x (expected: y)"));

    watch.look(veto);

    assertThat(watch.state().configuration().services())
        .containsOnlyKeys(new ServiceName("orders"));
    assertThat(only("config.refused").attributes().get("problems"))
        .isEqualTo("b.yaml: x (expected: y)");
  }

  @Test
  void tellsTheLedgerOfARefusalHoweverManyProblemsThereAre() throws IOException {
    write("c.yaml", "apiVersion: ballast.dev/v1\nkind: Servce\n---\n".repeat(900));

    watch.look(NOBODY);

    assertThat(watch.state().refused()).hasSizeGreaterThan(800);
    assertThat(only("config.refused").attributes().get("problems")).endsWith("…");
  }

  @Test
  void takesARefusedEditBackOnceItIsRepaired() throws IOException {
    write("c.yaml", "kind: [");
    watch.look(NOBODY);
    write("c.yaml", service("payments"));

    watch.look(NOBODY);

    assertThat(watch.state().refused()).isEmpty();
    assertThat(watch.state().configuration().services()).hasSize(2);
  }

  @Test
  void forgetsARefusedEditThatIsUndone() throws IOException {
    write("c.yaml", "kind: [");
    watch.look(NOBODY);
    Files.delete(folder.resolve("c.yaml"));

    watch.look(NOBODY);

    assertThat(watch.state().refused()).isEmpty();
    assertThat(events.latest(EventFilter.named("config.changed"), 10)).isEmpty();
  }

  @Test
  void looksAtContentsAndNotAtTimes() throws IOException {
    write("a.yaml", service("orders"));
    write("notes.txt", "not a resource");
    write(".hidden.yaml", "kind: [");

    watch.look(NOBODY);

    assertThat(events.latest(EventFilter.ANY, 10)).isEmpty();
  }

  @Test
  void keepsTheStateWhenTheFolderDisappears() throws IOException {
    Files.delete(folder.resolve("a.yaml"));
    Files.delete(folder);

    watch.look(NOBODY);

    assertThat(watch.state().configuration().services()).hasSize(1);
    assertThat(only("config.refused").text()).contains("the last good state stays");
    Files.createDirectory(folder);
  }

  @Test
  void doesNotStartWithABadFolder() throws IOException {
    write("c.yaml", "kind: [");
    FolderWatch fresh = new FolderWatch(folder, new PromqlChecker(), events, clock);

    assertThatThrownBy(() -> fresh.load(NOBODY))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("c.yaml:");
  }

  private Event only(String name) {
    List<Event> found = events.latest(EventFilter.named(name), 10);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private static String service(String name) {
    return "apiVersion: ballast.dev/v1\nkind: Service\nmetadata:\n  name: " + name + "\nspec: {}\n";
  }
}
