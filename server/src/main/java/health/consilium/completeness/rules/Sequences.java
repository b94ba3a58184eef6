package health.consilium.completeness.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which sequences of magnetic resonance a series is, by the words of its description and, as the imaging rules say, by its
 * times: T1 by a short echo and repetition, T2 by long ones, FLAIR and STIR by the inversion.
 */
final class Sequences {
    private static final Map<String, Pattern> WORDS = Map.ofEntries(
            Map.entry("T1", Pattern.compile("\\bt1|mprage|\\bvibe|\\blava|\\bthrive|\\bspgr|\\bflash")),
            Map.entry("T2", Pattern.compile("\\bt2|\\bhaste|\\bssfse|\\bblade")),
            Map.entry("FLAIR", Pattern.compile("flair|dark.?fluid")),
            Map.entry("STIR", Pattern.compile("stir|\\btirm")),
            Map.entry("DWI", Pattern.compile("dwi|diff|trace|\\bb ?=? ?\\d{2,4}\\b")),
            Map.entry("ADC", Pattern.compile("\\badc|apparent diff")),
            Map.entry("inOpposedPhaseT1", Pattern.compile("in.{0,5}(opp|out)|opp.{0,10}phase|dixon|dual.?echo")),
            Map.entry("dynamicT1", Pattern.compile("dyn|dce|arterial|portal|\\bphases?\\b")));

    private static final Pattern PLANE_AXIAL = Pattern.compile("\\b(ax|axial|tra|transv)");
    private static final Pattern PLANE_SAGITTAL = Pattern.compile("\\bsag");
    private static final Pattern PLANE_CORONAL = Pattern.compile("\\b(cor|coronal)\\b");
    private static final Pattern OBLIQUE = Pattern.compile("\\b(obl|oblique)");
    private static final Pattern EARLY = Pattern.compile("early|dyn|dce|\\b[1-4] ?min|phase ?1|1st");
    private static final Pattern LATE = Pattern.compile("delay|late|dyn|dce|\\b([5-9]|10) ?min|last");
    private static final Pattern FAT_SATURATED_T2 =
            Pattern.compile("stir|\\btirm|t2.*(fs|fat|spair|spir)|pd.*(fs|fat)");
    private static final Pattern B_VALUE = Pattern.compile("\\bb ?=? ?(\\d{2,4})\\b");

    private Sequences() {}

    /** Names as the imaging rules use them; empty if the series cannot be told. */
    static Set<String> of(SeriesFacts series, boolean contrast) {
        Set<String> names = new LinkedHashSet<>();
        WORDS.forEach((name, pattern) -> {
            if (pattern.matcher(series.words()).find()) {
                names.add(name);
            }
        });
        byTimes(series, names);
        if (names.contains("ADC")) {
            names.remove("DWI");
        }
        if (names.contains("FLAIR")) {
            names.remove("T2");
        }
        if (names.contains("T1") || names.contains("dynamicT1")) {
            names.add(contrast ? "T1C" : "preT1");
            addIf(contrast && EARLY.matcher(series.words()).find(), "earlyPostT1", names);
            addIf(contrast && LATE.matcher(series.words()).find(), "delayedPostT1", names);
        }
        if (names.contains("T2")) {
            addIf(planes(series).contains("axial"), "T2axial", names);
            addIf(
                    planes(series).contains("sagittal") || planes(series).contains("coronal"),
                    "T2sagittalOrCoronal",
                    names);
        }
        addIf(FAT_SATURATED_T2.matcher(series.words()).find() || names.contains("STIR"), "fluidSensitive", names);
        return names;
    }

    private static void byTimes(SeriesFacts series, Set<String> names) {
        OptionalDouble echo = series.number("EchoTime");
        OptionalDouble repetition = series.number("RepetitionTime");
        double inversion = series.number("InversionTime").orElse(0);
        if (series.tells("DiffusionBValue")) {
            names.add("DWI");
        } else if (inversion >= 1800 && inversion <= 2900 && echo.orElse(0) >= 80) {
            names.add("FLAIR");
        } else if (inversion >= 120 && inversion <= 250) {
            names.add("STIR");
        } else if (echo.isPresent() && repetition.isPresent()) {
            addIf(echo.getAsDouble() <= 25 && repetition.getAsDouble() <= 1000, "T1", names);
            addIf(echo.getAsDouble() >= 80 && repetition.getAsDouble() >= 2000, "T2", names);
        }
    }

    private static void addIf(boolean is, String name, Set<String> names) {
        if (is) {
            names.add(name);
        }
    }

    /** Planes by the words, else by the orientation: axial, sagittal, coronal, with "oblique" where it is tilted. */
    static Set<String> planes(SeriesFacts series) {
        Set<String> planes = new LinkedHashSet<>();
        boolean oblique = OBLIQUE.matcher(series.words()).find();
        addPlane(PLANE_AXIAL.matcher(series.words()).find(), "axial", oblique, planes);
        addPlane(PLANE_SAGITTAL.matcher(series.words()).find(), "sagittal", oblique, planes);
        addPlane(PLANE_CORONAL.matcher(series.words()).find(), "coronal", oblique, planes);
        List<Double> o = series.numbers("ImageOrientationPatient");
        if (planes.isEmpty() && o.size() >= 6) {
            double[] normal = {
                Math.abs(o.get(1) * o.get(5) - o.get(2) * o.get(4)),
                Math.abs(o.get(2) * o.get(3) - o.get(0) * o.get(5)),
                Math.abs(o.get(0) * o.get(4) - o.get(1) * o.get(3))
            };
            String[] names = {"sagittal", "coronal", "axial"};
            int steepest = normal[0] >= normal[1] && normal[0] >= normal[2] ? 0 : normal[1] >= normal[2] ? 1 : 2;
            addPlane(true, names[steepest], normal[steepest] < 0.98, planes);
        }
        return planes;
    }

    private static void addPlane(boolean is, String plane, boolean oblique, Set<String> planes) {
        if (is) {
            planes.add(plane);
            if (oblique) {
                planes.add("oblique" + Character.toUpperCase(plane.charAt(0)) + plane.substring(1));
            }
        }
    }

    /** The highest diffusion weighting in s/mm², by attribute or description. */
    static OptionalDouble highestB(SeriesFacts series) {
        OptionalDouble told =
                series.numbers("DiffusionBValue").stream().mapToDouble(d -> d).max();
        if (told.isPresent()) {
            return told;
        }
        Matcher words = B_VALUE.matcher(series.words());
        OptionalDouble highest = OptionalDouble.empty();
        while (words.find()) {
            highest = OptionalDouble.of(Math.max(highest.orElse(0), Double.parseDouble(words.group(1))));
        }
        return highest;
    }
}
