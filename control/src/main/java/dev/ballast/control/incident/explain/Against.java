// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.CauseClass;
import java.util.ArrayList;
import java.util.List;

/** What speaks against each of some candidates: most of all, against whoever was not chosen. */
final class Against {

  /** So much made elsewhere speaks against the first. */
  private static final double MUCH = 0.2;

  private static final int MOST = 3;

  private final Inquiry inquiry;
  private final Dossier dossier;
  private final List<Candidate> candidates;

  /**
   * @param candidates the best first
   */
  Against(Inquiry inquiry, Dossier dossier, List<Candidate> candidates) {
    this.inquiry = inquiry;
    this.dossier = dossier;
    this.candidates = candidates;
  }

  /** Ids of the evidence against one of them. */
  List<String> of(Candidate candidate) {
    Candidate first = candidates.getFirst();
    List<String> ids = new ArrayList<>();
    if (candidate.equals(first)) {
      candidates.stream()
          .skip(1)
          .filter(other -> other.ratio() >= MUCH && !other.at().equals(first.at()))
          .filter(other -> !first.path().contains(other.at()) || other.ratio() < first.ratio())
          .filter(other -> first.kind() != CauseClass.TRAFFIC && !isProved(first))
          .limit(1)
          .forEach(other -> ids.add(dossier.share(other, other)));
      return ids;
    }
    if (isProved(first)) {
      first.evidence().stream().limit(2).forEach(ids::add);
    }
    if (first.kind() == CauseClass.TRAFFIC) {
      ids.add(first.evidence().getFirst());
    }
    if (first.ratio() > candidate.ratio()) {
      ids.add(dossier.share(candidate, first));
    }
    if (candidate.at().equals(candidate.to())
        && inquiry.accounts().tells(candidate.at())
        && Explainer.isWell(inquiry.accounts().of(candidate.at()))) {
      ids.add(dossier.answers(candidate.at(), candidate.amount()));
    }
    return ids.stream()
        .distinct()
        .filter(id -> !candidate.evidence().contains(id))
        .limit(MOST)
        .toList();
  }

  private static boolean isProved(Candidate first) {
    return first.kind() == CauseClass.CHANGE;
  }
}
