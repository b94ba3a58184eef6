package health.consilium.completeness.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where the slices of a series lie: ImagePositionPatient of each instance, along the normal of ImageOrientationPatient
 * (DICOM PS3.3 C.7.6.2.1.1), or along the body axis where no orientation is told. In millimetres.
 */
record Slices(List<Double> positions, OptionalDouble spacing, OptionalDouble thickness) {
    /** Two images nearer than this are of one place, as in the phases of a dynamic series. */
    private static final double SAME_PLACE = 0.1;

    static Slices of(SeriesFacts series) {
        return new Slices(positions(series), series.number("SpacingBetweenSlices"), series.number("SliceThickness"));
    }

    private static List<Double> positions(SeriesFacts series) {
        List<Double> numbers = series.numbers("ImagePositionPatient");
        if (numbers.size() < 6 || numbers.size() % 3 != 0) {
            return List.of();
        }
        double[] normal = normal(series.numbers("ImageOrientationPatient"));
        List<Double> positions = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 3) {
            positions.add(numbers.get(i) * normal[0] + numbers.get(i + 1) * normal[1] + numbers.get(i + 2) * normal[2]);
        }
        positions.sort(null);
        List<Double> distinct = new ArrayList<>();
        for (double position : positions) {
            if (distinct.isEmpty() || position - distinct.get(distinct.size() - 1) > SAME_PLACE) {
                distinct.add(position);
            }
        }
        return distinct.size() < 2 ? List.of() : distinct;
    }

    /** Cross product of the directions of row and column. */
    private static double[] normal(List<Double> o) {
        return o.size() < 6
                ? new double[] {0, 0, 1}
                : new double[] {
                    o.get(1) * o.get(5) - o.get(2) * o.get(4),
                    o.get(2) * o.get(3) - o.get(0) * o.get(5),
                    o.get(0) * o.get(4) - o.get(1) * o.get(3)
                };
    }

    /** As told, else the middle one of the distances between the slices. */
    OptionalDouble distance() {
        if (spacing.isPresent()) {
            return spacing;
        }
        List<Double> steps = steps();
        return steps.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(steps.get(steps.size() / 2));
    }

    /** Length of the body that the slices cover. */
    OptionalDouble extent() {
        return positions.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(positions.get(positions.size() - 1) - positions.get(0) + thickness.orElse(0));
    }

    /** The widest step between neighbours, in multiples of the usual one. */
    OptionalDouble widestGap() {
        List<Double> steps = steps();
        return steps.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(steps.get(steps.size() - 1) / steps.get(steps.size() / 2));
    }

    private List<Double> steps() {
        List<Double> steps = new ArrayList<>();
        for (int i = 1; i < positions.size(); i++) {
            steps.add(positions.get(i) - positions.get(i - 1));
        }
        steps.sort(null);
        return steps;
    }
}
