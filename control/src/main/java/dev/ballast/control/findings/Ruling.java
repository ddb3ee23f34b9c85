// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

/** What a formula says of a run. No data is neither met nor missed. */
public sealed interface Ruling {

  int formula();

  String id();

  /** It was measured, and is as it should be. */
  record Met(Measure measure) implements Ruling {
    @Override
    public int formula() {
      return measure.formula();
    }

    @Override
    public String id() {
      return measure.id();
    }
  }

  /** It was measured, and something is to be done. */
  record Missed(Finding finding) implements Ruling {
    @Override
    public int formula() {
      return finding.measure().formula();
    }

    @Override
    public String id() {
      return finding.measure().id();
    }
  }

  /** It could not be measured. */
  record Unknown(int formula, String id, String title, String why) implements Ruling {}
}
