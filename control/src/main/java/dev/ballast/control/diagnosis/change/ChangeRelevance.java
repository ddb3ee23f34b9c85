// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import dev.ballast.control.diagnosis.scene.ChangeSample;
import dev.ballast.control.diagnosis.scene.ChangeSample.Kind;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Ranks the changes of a scene by how well each explains the symptom, and says so when none does.
 *
 * <p>Note. A score is a product, so that each of its factors can clear a change: what its diff does
 * ({@link Harm}), how its words meet those of the symptom (inverse document frequency over the
 * changes at hand), how soon after it something of its subject turned, and whether its subject is
 * among those that fail. Ruled out is what came into effect after the symptom began, or never. What
 * points elsewhere (a certificate, a provider) takes a part off all. Below {@value #LEAST} nobody
 * is blamed. O(changes x words).
 */
public final class ChangeRelevance {

  /** The score from which on a change is blamed. */
  public static final double LEAST = 0.3;

  private static final double ELSEWHERE = 0.6;
  private static final double NOT_FAILING = 0.2;
  private static final double WORDLESS = 0.25;
  private static final double SPARSE = 0.8;
  private static final double GRAVE = 0.7;
  private static final double OF_THE_KIND = 0.75;
  private static final double ENOUGH_WORDS = 2;
  private static final double OF_ITS_NAME = 0.3;
  private static final double HALF_LIFE_MINUTES = 15;
  private static final double NAMED_BY_ERROR = 0.9;
  private static final Duration CLOCKS = Duration.ofSeconds(60);

  private static final Comparator<RankedChange> ORDER =
      Comparator.comparingDouble(RankedChange::score)
          .reversed()
          .thenComparing(r -> r.change().at(), Comparator.reverseOrder())
          .thenComparing(r -> r.change().id());

  private final Outbreak outbreak;
  private final Rollouts rollouts;
  private final Vocabulary vocabulary;
  private final List<String> external;

  private ChangeRelevance(Scene scene) {
    outbreak = Outbreak.of(scene);
    rollouts = new Rollouts(scene.timeline().changes());
    vocabulary = new Vocabulary(scene.timeline().changes());
    external = outbreak.elsewhere();
  }

  public static ChangeFinding examine(Scene scene) {
    Timeline timeline = scene.timeline();
    if (timeline.changes().isEmpty()) {
      return ChangeFinding.NONE;
    }
    ChangeRelevance relevance = new ChangeRelevance(scene);
    List<RankedChange> ranked =
        timeline.changes().stream()
            .filter(c -> c.kind() != Kind.EXTERNAL)
            .filter(c -> c.kind() != Kind.DEPLOYMENT || !relevance.rollouts.carriesKnown(c))
            .map(relevance::judge)
            .sorted(ORDER)
            .toList();
    boolean explained = !ranked.isEmpty() && ranked.getFirst().score() >= LEAST;
    return new ChangeFinding(ranked, explained, relevance.external);
  }

  private RankedChange judge(ChangeSample change) {
    Rollouts.Effect effect = rollouts.of(change);
    if (effect == null) {
      return cleared(change, "was never rolled out");
    }
    if (effect.at().isAfter(outbreak.onset().plus(CLOCKS))) {
      return cleared(
          change,
          "came into effect %s after the symptom began"
              .formatted(minutes(outbreak.onset(), effect.at())));
    }
    List<String> speaksFor = new ArrayList<>();
    List<String> speaksAgainst = new ArrayList<>();
    double harm = harm(change, speaksFor, speaksAgainst);
    double words = words(change, effect.subject(), speaksFor);
    if (harm >= GRAVE && Kinship.between(Words.of(String.join(" ", speaksFor)), outbreak.words())) {
      words = Math.max(words, OF_THE_KIND);
    }
    double score = harm * words;
    score *= time(effect, speaksFor, speaksAgainst);
    if (!effect.subject().isEmpty() && !outbreak.fails(effect.subject())) {
      score *= NOT_FAILING;
      speaksAgainst.add(effect.subject() + " itself shows nothing unusual");
    }
    if (!external.isEmpty()) {
      score *= ELSEWHERE;
    }
    return new RankedChange(change, score, speaksFor, speaksAgainst);
  }

  private double harm(ChangeSample change, List<String> speaksFor, List<String> speaksAgainst) {
    Harm harm = Harm.of(change, outbreak.words());
    if (harm.weight() > 0.1 && !change.diff().isBlank()) {
      for (Setting setting : Setting.of(Diff.of(change.diff()))) {
        for (Turn turn : outbreak.turns()) {
          if (setting.times() > 1
              && same(turn.before(), setting.before())
              && same(turn.after(), setting.after())) {
            speaksFor.add(
                "%s of %s followed: %s"
                    .formatted(turn.course().name(), turn.course().subject(), setting.text()));
            return 1;
          }
        }
      }
    }
    NavigableSet<String> named = new TreeSet<>(Words.compounds(Diff.of(change.diff()).text()));
    named.retainAll(outbreak.compounds());
    named.removeIf(name -> !vocabulary.rare(name));
    if (!named.isEmpty() && harm.weight() >= 0.4 && harm.weight() < NAMED_BY_ERROR) {
      speaksFor.add("errors name what it changes: " + String.join(", ", named));
      return NAMED_BY_ERROR;
    }
    (harm.weight() >= LEAST ? speaksFor : speaksAgainst).add(harm.text());
    return harm.weight();
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
  }

  private double words(ChangeSample change, String subject, List<String> speaksFor) {
    NavigableSet<String> common = Vocabulary.words(change);
    common.retainAll(outbreak.words());
    NavigableSet<String> own = Words.of(subject + " " + outbreak.names());
    double overlap = 0;
    for (String word : common) {
      overlap += vocabulary.weight(word) * (own.contains(word) ? OF_ITS_NAME : 1);
    }
    if (!common.isEmpty()) {
      NavigableMap<String, String> whole = Vocabulary.whole(change);
      speaksFor.add(
          "shares words with the symptom: "
              + common.stream()
                  .map(stem -> whole.getOrDefault(stem, stem))
                  .collect(Collectors.joining(", ")));
    }
    double factor = WORDLESS + (1 - WORDLESS) * (1 - Math.exp(-overlap / ENOUGH_WORDS));
    boolean sparse = change.diff().isBlank() && change.files().isEmpty();
    return sparse ? Math.max(SPARSE, factor) : factor;
  }

  private double time(Rollouts.Effect effect, List<String> speaksFor, List<String> speaksAgainst) {
    Instant turned = outbreak.firstTurn(effect.subject(), effect.at().minus(CLOCKS));
    double gap = Math.max(0, Duration.between(effect.at(), turned).toSeconds() / 60.0);
    double factor = 1 / (1 + gap / HALF_LIFE_MINUTES);
    String text =
        String.format(
            Locale.ROOT, "in effect since %s, %.1f min before something turned", effect.at(), gap);
    (factor >= 0.5 ? speaksFor : speaksAgainst).add(text);
    return factor;
  }

  private static String minutes(Instant from, Instant to) {
    return String.format(Locale.ROOT, "%.1f min", Duration.between(from, to).toSeconds() / 60.0);
  }

  private static RankedChange cleared(ChangeSample change, String why) {
    return new RankedChange(change, 0, List.of(), List.of(why));
  }
}
