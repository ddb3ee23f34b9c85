// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.meter;

import java.util.List;

/** Something that can say its values now. */
sealed interface Instrument permits Counter, Gauge, Histogram {

  List<Family.Point> points(String name, List<String> labels);
}
