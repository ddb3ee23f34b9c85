// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.diagnosis.scene.ChangeSample;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class HarmTest {

  @Test
  void takesALockThatIsTakenAwayForGrave() {
    Harm harm = harm("map.java", "-  lock.lock();\n-  lock.unlock();\n   count(id);\n");
    assertThat(harm.weight()).isEqualTo(1);
    assertThat(harm.text()).isEqualTo("takes away lock, unlock and puts nothing in its place");
  }

  @Test
  void takesCodeThatOnlyMovedForNothing() {
    assertThat(harm("a.go", "-\tsave(x)\n+func f() {\n+\t\tsave(x)\n+}\n").weight())
        .isLessThan(0.5);
    assertThat(harm("a.go", "-\tsave(x)\n+\t\tsave(x)\n").text()).isEqualTo("only moves lines");
  }

  @Test
  void tellsATighterLimitFromALooserOne() {
    Harm tighter = harm("db.yaml", "-max_conns: 50\n+max_conns: 10\n");
    Harm looser = harm("db.yaml", "-max_conns: 10\n+max_conns: 50\n");
    assertThat(tighter.text()).isEqualTo("tightens max_conns: from 50 to 10");
    assertThat(tighter.weight()).isGreaterThan(2 * looser.weight());
  }

  @Test
  void comparesDurationsWithTheirUnits() {
    assertThat(harm("c.go", "-  ttl: 15 * time.Minute,\n+  ttl: 15 * time.Second,\n").text())
        .contains("from 900 to 15");
    assertThat(harm("c.yaml", "-ttl: 1h\n+ttl: 60m\n").weight()).isLessThan(0.2);
  }

  @Test
  void takesAMoreTalkativeLevelForMoreVolume() {
    assertThat(harm("log.yaml", "-level: info\n+level: debug\n").text())
        .isEqualTo("raises level: from 5 to 50");
  }

  @Test
  void weighsVersionsByTheirStep() {
    double patch = harm("go.mod", "-\tx.org/net v1.2.3\n+\tx.org/net v1.2.4\n").weight();
    double minor = harm("go.mod", "-\tx.org/net v1.2.3\n+\tx.org/net v1.3.0\n").weight();
    double major = harm("go.mod", "-\tx.org/net v1.2.3\n+\tx.org/net v2.0.0\n").weight();
    assertThat(patch).isLessThan(minor);
    assertThat(minor).isLessThan(major);
  }

  @Test
  void takesDocumentsStylesAndCommentsForHarmless() {
    assertThat(harm("docs/readme.md", "-a\n+b\n").weight()).isLessThan(0.1);
    assertThat(harm("web/box.css", "-color: red\n+color: blue\n").weight()).isLessThan(0.1);
    assertThat(harm("a.java", "-// old\n+// new\n").text()).isEqualTo("changes comments only");
  }

  @Test
  void noticesWhenANameThatOthersAskForChanges() {
    assertThat(harm("m.go", "-\"title\": text(),\n+\"name\": text(),\n").text())
        .isEqualTo("renames title to name");
  }

  @Test
  void findsWhatGrowsWithoutBoundOnlyWhenMemoryIsShort() {
    String diff = "+var all []event\n+func keep(e event) {\n+  all = append(all, e)\n+}\n";
    ChangeSample change = change("h.go", diff);
    assertThat(Harm.of(change, Words.of("heap memory")).weight()).isGreaterThan(0.9);
    assertThat(Harm.of(change, Words.of("slow query")).weight()).isLessThan(0.5);
  }

  private static Harm harm(String file, String diff) {
    return Harm.of(change(file, diff), new TreeSet<>());
  }

  private static ChangeSample change(String file, String diff) {
    return new ChangeSample(
        "c", ChangeSample.Kind.COMMIT, "", "", "", Instant.EPOCH, List.of(file), diff, List.of());
  }
}
