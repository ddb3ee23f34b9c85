// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TemplateTreeTest {

  private final TemplateTree tree = new TemplateTree();

  @Test
  void givesLinesThatDifferInValuesOneTemplate() {
    int first = tree.add("12:00:01 INFO order 17 of user 8f14e45f paid");
    int second = tree.add("12:00:02 INFO order 18 of user c9f0f895 paid");
    assertThat(second).isEqualTo(first);
    assertThat(tree.text(first)).isEqualTo("<*> <*> <*> INFO order <*> of user <*> paid");
  }

  @Test
  void tellsSeveritiesAndMessagesApart() {
    int info = tree.add("12:00:01 INFO Routes#7 [get][route by id success]");
    int error = tree.add("12:00:01 ERROR Routes#9 [get][route by id failed]");
    assertThat(error).isNotEqualTo(info);
  }

  @Test
  void learnsThatAWordIsAValue() {
    int first = tree.add("user anna logged in from home");
    assertThat(tree.add("user anna logged in from work")).isEqualTo(first);
    assertThat(tree.text(first)).isEqualTo("user anna logged in from <*>");
  }

  @Test
  void readsTheFirstLineOfAStackTraceOnly() {
    int first = tree.add("ERROR boom\n  at a.B.c(B.java:1)");
    assertThat(tree.add("ERROR boom\n  at x.Y.z(Y.java:2)\n  at q.R.s(R.java:3)")).isEqualTo(first);
  }

  @Test
  void staysWithinItsBoundsWhenTemplatesExplode() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int word = 0; word < 8; word++) {
        line.append((char) ('a' + random.nextInt(26))).append((char) ('a' + random.nextInt(26)));
        line.append(' ');
      }
      tree.add(line.toString());
    }
    assertThat(tree.size()).isEqualTo(TemplateTree.MOST);
    assertThat(tree.text(tree.add("never seen before words all of them new")))
        .isEqualTo("other lines");
  }

  @Test
  void knowsALineAgainByWhatItMasks() {
    for (String line :
        new String[] {
          "a b c", "id 7f3a done", "Routes#7 [get]", "x".repeat(61) + " long", "", "1 2", "tab\tend"
        }) {
      assertThat(Masking.hash(line))
          .as(line)
          .isEqualTo(Masking.hash(String.join(" ", Masking.tokens(line)).replace("<*>", "0")));
    }
    assertThat(Masking.hash("order 17 paid")).isEqualTo(Masking.hash("order 18 paid"));
    assertThat(Masking.hash("order 17 paid")).isNotEqualTo(Masking.hash("order 17 lost"));
  }

  @Test
  void takesAnEmptyLine() {
    assertThat(tree.add("")).isEqualTo(tree.add("   "));
  }
}
