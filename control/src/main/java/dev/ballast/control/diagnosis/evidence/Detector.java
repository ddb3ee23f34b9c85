// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import java.util.List;

/**
 * Looks at a scene in one way. The same scene always gives the same findings, in the same order.
 */
@FunctionalInterface
interface Detector {

  List<Evidence> examine(Observed seen);
}
