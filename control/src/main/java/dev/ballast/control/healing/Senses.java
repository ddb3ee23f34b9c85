// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the world; every answer is of now. */
public interface Senses {

  /** Where its trigger holds. */
  List<Symptom> symptoms(Remediation remediation);

  /**
   * What a decision rests on.
   *
   * @param intent null when nothing could be planned
   */
  Facts facts(Remediation remediation, Place place, @Nullable Intent intent);

  /** How bad it is. */
  Reading measure(Remediation remediation, Place place);
}
