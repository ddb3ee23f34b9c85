// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.control.predict.DetectionPolicy;
import dev.ballast.control.predict.SeriesWatch;
import dev.ballast.stats.score.NabProfile;
import dev.ballast.stats.score.NabResult;
import dev.ballast.stats.score.NabScore;
import dev.ballast.stats.score.NabSeries;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The production detector's scores of a NAB corpus under each profile, with three thresholds: the
 * one that is best on this very corpus, one taken from other files, and one fixed before.
 *
 * @param rows of all files
 * @param cpuMicros of the detector for one row, the first pass included
 * @param profiles by NAB's names
 * @param categories standard profile, by folder
 */
record DetectEvaluation(
    int files,
    long rows,
    double cpuMicros,
    double threshold,
    Map<String, Outcome> profiles,
    Map<String, Category> categories) {

  static final int FOLDS = 5;

  /** One profile with its three thresholds. */
  record Outcome(NabResult best, NabResult crossValidated, NabResult fixed) {}

  /** One folder of files, at the corpus' best and at the fixed threshold. */
  record Category(int files, NabResult best, NabResult fixed) {}

  /** Runs the production configuration over every file. */
  static DetectEvaluation of(List<NabFolder.Series> corpus, double threshold) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    List<NabSeries> scored = new ArrayList<>();
    long rows = 0;
    for (NabFolder.Series series : corpus) {
      scored.add(new NabSeries(series.name(), scores(series), series.windows()));
      rows += series.values().length;
    }
    double micros = (threads.getCurrentThreadCpuTime() - before) / 1e3 / Math.max(1, rows);
    Map<String, Outcome> profiles = new LinkedHashMap<>();
    for (NabProfile profile : NabProfile.ALL) {
      NabScore score = new NabScore(scored, profile);
      profiles.put(
          profile.label(),
          new Outcome(score.best(), score.crossValidated(FOLDS), score.at(threshold)));
    }
    double best = new NabScore(scored, NabProfile.STANDARD).best().threshold();
    return new DetectEvaluation(
        scored.size(),
        rows,
        micros,
        threshold,
        profiles,
        categories(corpus, scored, best, threshold));
  }

  private static double[] scores(NabFolder.Series series) {
    SeriesWatch watch = new SeriesWatch(DetectionPolicy.DEFAULT);
    double[] scores = new double[series.values().length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = watch.judge(series.millis()[i], series.values()[i], false).score();
    }
    return scores;
  }

  private static Map<String, Category> categories(
      List<NabFolder.Series> corpus, List<NabSeries> scored, double best, double fixed) {
    Map<String, List<NabSeries>> folders = new TreeMap<>();
    for (int i = 0; i < scored.size(); i++) {
      folders.computeIfAbsent(corpus.get(i).category(), c -> new ArrayList<>()).add(scored.get(i));
    }
    Map<String, Category> categories = new LinkedHashMap<>();
    folders.forEach(
        (folder, files) -> {
          NabScore score = new NabScore(files, NabProfile.STANDARD);
          categories.put(folder, new Category(files.size(), score.at(best), score.at(fixed)));
        });
    return categories;
  }
}
