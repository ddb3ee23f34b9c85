// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of resources that can be read, each with its table of keys. */
enum Kind {
  SERVICE(Parts.BALLAST, "Service", BallastKinds.SERVICE),
  REGION(Parts.BALLAST, "Region", BallastKinds.REGION),
  OPENSLO_SERVICE(Parts.OPENSLO, "Service", OpenSloKinds.SERVICE),
  SLO(Parts.OPENSLO, "SLO", OpenSloKinds.SLO),
  SLI(Parts.OPENSLO, "SLI", OpenSloKinds.SLI),
  DATA_SOURCE(Parts.OPENSLO, "DataSource", OpenSloKinds.DATA_SOURCE),
  ALERT_POLICY(Parts.OPENSLO, "AlertPolicy", AlertKinds.POLICY),
  ALERT_CONDITION(Parts.OPENSLO, "AlertCondition", AlertKinds.CONDITION),
  ALERT_NOTIFICATION_TARGET(Parts.OPENSLO, "AlertNotificationTarget", AlertKinds.TARGET);

  private final String version;
  private final String word;
  private final Shape.Fields shape;

  Kind(String version, String word, Shape.Fields shape) {
    this.version = version;
    this.word = word;
    this.shape = shape;
  }

  static Optional<Kind> of(String version, String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.version.equals(version) && kind.word.equals(word))
        .findFirst();
  }

  static List<String> versions() {
    return Arrays.stream(values()).map(Kind::version).distinct().toList();
  }

  static List<String> wordsOf(String version) {
    return Arrays.stream(values()).filter(k -> k.version.equals(version)).map(Kind::word).toList();
  }

  /** The versions that have a kind of this word. */
  static List<String> versionsOf(String word) {
    return Arrays.stream(values()).filter(k -> k.word.equals(word)).map(Kind::version).toList();
  }

  String version() {
    return version;
  }

  /** As written in files; kinds of the same word share their names. */
  String word() {
    return word;
  }

  Shape.Fields shape() {
    return shape;
  }

  boolean isAboutAlerts() {
    return this == ALERT_POLICY || this == ALERT_CONDITION || this == ALERT_NOTIFICATION_TARGET;
  }
}
