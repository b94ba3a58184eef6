package health.consilium.completeness.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ImagingStudy;

/** The series of a study and what they tell, read once. */
final class StudyFacts {
    private static final List<String> LOCALISERS = List.of("localizer", "localiser", "scout", "topogram", "surview");
    private static final Comparator<SeriesFacts> THINNEST_FIRST =
            Comparator.comparingDouble(s -> s.number("SliceThickness").orElse(Double.MAX_VALUE));

    private final Set<String> modalities;
    private final List<SeriesFacts> series;

    private StudyFacts(Set<String> modalities, List<SeriesFacts> series) {
        this.modalities = modalities;
        this.series = series;
    }

    static StudyFacts of(ImagingStudy study) {
        return new StudyFacts(
                Studies.modalities(study),
                study.getSeries().stream()
                        .map(s -> SeriesFacts.of(study, s))
                        .sorted(THINNEST_FIRST)
                        .toList());
    }

    /** Of the study and its series. */
    Set<String> modalities() {
        return modalities;
    }

    List<SeriesFacts> series() {
        return series;
    }

    /** Series of the modality, without localisers, which count for nothing; the thinnest first. */
    List<SeriesFacts> diagnostic(String modality) {
        return series.stream()
                .filter(s -> modality.equals(s.modality()))
                .filter(s -> !isLocaliser(s))
                .toList();
    }

    private static boolean isLocaliser(SeriesFacts series) {
        return Stream.concat(Stream.of(series.words()), series.values("ImageType").stream())
                .map(w -> w.toLowerCase(Locale.ROOT))
                .anyMatch(w -> LOCALISERS.stream().anyMatch(w::contains));
    }

    /** Distinct values over the series; empty unless one tells. */
    Set<String> distinct(String keyword) {
        return series.stream().flatMap(s -> s.values(keyword).stream()).collect(Collectors.toSet());
    }

    /** Whether every series tells the attribute. */
    boolean allTell(String keyword) {
        return !series.isEmpty() && series.stream().allMatch(s -> s.tells(keyword));
    }
}
