// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import dev.ballast.control.diagnosis.scene.ChangeSample;
import dev.ballast.control.diagnosis.scene.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What points to a cause that no change of ours made: a provider, name resolution, a certificate, a
 * crowded node, a poisoned record, more traffic. Found in what was said since the onset and in what
 * others announced, by the words that such trouble has everywhere.
 */
enum Elsewhere {
  CERTIFICATE(
      "a certificate that ran out",
      "certificate (has )?expired|x509|not yet valid|cert[a-z_ ]*expir|notAfter"),
  NAMES(
      "name resolution",
      "no such host|enotfound|servfail|nxdomain|name resol|getaddrinfo|eai_again|unknownhost"
          + "|temporary failure in name|server misbehaving"),
  PROVIDER(
      "a provider outside",
      "serviceunavailable|slowdown|throttlingexception|provisionedthroughput|amazonaws\\.com|googleapis\\.com|azure\\.com|(api|smtp)\\.[a-z0-9-]+\\.(com|net|io)\\b.*(50\\d|unavailable|timeout|timed"
          + " out)|third.party|upstream provider|provider (outage|degraded)"),
  NODE(
      "the machine below",
      "node.*(pressure|contended|not ?ready)|memorypressure|diskpressure|cputhrottling|throttling"
          + " container|noisy neighbo|co-tenant|evict|cfs quota|preempt|steal"),
  DATA(
      "a record that cannot be read",
      "redeliver|poison|same offset|dead.letter|malformed"
          + " (record|message)|offset=\\d+.*(invalid|out of range)|(invalid|out of"
          + " range).*offset=\\d+"),
  LOAD(
      "more traffic",
      "traffic surge|surge|flash sale|too many requests|rate limit exceeded|overload|load shed");

  private static final int FEWEST = 2;

  private final String what;
  private final Pattern pattern;

  Elsewhere(String what, String pattern) {
    this.what = what;
    this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
  }

  String what() {
    return what;
  }

  boolean in(String text) {
    return pattern.matcher(text).find();
  }

  /** Sentences, the strongest first; empty when nothing points elsewhere. */
  static List<String> signs(List<Timeline.Said> news, Timeline timeline) {
    record Sign(Elsewhere kind, long times, String example) {}
    List<Sign> signs = new ArrayList<>();
    for (Elsewhere kind : values()) {
      List<Timeline.Said> said =
          news.stream().filter(Timeline.Said::alarming).filter(s -> kind.in(s.text())).toList();
      if (said.size() >= FEWEST) {
        signs.add(new Sign(kind, said.size(), said.getFirst().text()));
      }
    }
    signs.sort(Comparator.comparingLong(Sign::times).reversed());
    List<String> texts = new ArrayList<>();
    timeline.changes().stream()
        .filter(c -> c.kind() == ChangeSample.Kind.EXTERNAL && !c.at().isAfter(timeline.noticed()))
        .forEach(c -> texts.add("announced outside: " + c.title()));
    signs.forEach(
        s ->
            texts.add(
                String.format(
                    Locale.ROOT,
                    "%s: said %d times, such as \"%s\"",
                    s.kind().what(),
                    s.times(),
                    s.example().substring(0, Math.min(120, s.example().length())))));
    return texts;
  }
}
