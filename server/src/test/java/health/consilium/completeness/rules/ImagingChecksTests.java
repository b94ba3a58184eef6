package health.consilium.completeness.rules;

import static health.consilium.completeness.rules.Case.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.completeness.rules.ProtocolChecks.Judged;
import health.consilium.completeness.rules.StudyChecks.Asked;
import health.consilium.terminology.rules.CodeEquivalence;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.ImagingProtocol;
import health.consilium.terminology.rules.ImagingRule;
import health.consilium.terminology.rules.ImagingRule.Check;
import health.consilium.terminology.rules.ImagingRule.Severity;
import health.consilium.terminology.rules.ImagingRules;
import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of the checks of the imaging rules, on a study that passes it, one that fails it, and one that does not tell. */
class ImagingChecksTests {
    private static final ImagingRules RULES = Content.imagingRules();
    private static final ProtocolChecks CHECKS = new ProtocolChecks(RULES);

    /** Nothing that a study can tell would decide these: a person looks. */
    private static final Set<String> ALWAYS_ASKED = Set.of("coversOrgan", "enhancedMultiframe");

    /** Attributes that are there or not told, as absence alone never fails; and localisers, which are left out unjudged. */
    private static final Set<String> NEVER_FAIL = Set.of(
            "present",
            "allPresent",
            "matchesAny",
            "reportPresent",
            "coversOrgan",
            "enhancedMultiframe",
            "excludeIfContains");

    /** What a bare series already tells: its modality. */
    private static final Set<String> TOLD_BY_MODALITY = Set.of("in", "setIncludes", "companionCtInStudy");

    private final Case one = Case.of("breast");

    static Stream<Arguments> checks() {
        return RULES.all().stream().flatMap(rule -> rule.checks().stream()
                .map(check -> Arguments.of(
                        rule.id() + " " + check.attributes().get(0) + " " + check.operator() + " " + check.values(),
                        rule,
                        check)));
    }

    @Test
    void thereAre31RulesAnd108Checks() {
        assertThat(RULES.all()).hasSize(31);
        assertThat(checks()).hasSize(108);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("checks")
    void aStudyThatDoesNotTellIsAQuestion(String name, ImagingRule rule, Check check) {
        ImagingStudy bare = study(rule, check);
        bare.setStarted(null);

        Truth truth = judge(rule, check, bare).truth();

        if (TOLD_BY_MODALITY.contains(check.operator())) {
            assertThat(truth).isNotEqualTo(Truth.UNKNOWN);
        } else if (needsNothing(rule, check)) {
            assertThat(truth).isEqualTo(Truth.TRUE);
        } else {
            assertThat(truth).isEqualTo(Truth.UNKNOWN);
        }
    }

    /** A rule without body parts or length asks for none. */
    private static boolean needsNothing(ImagingRule rule, Check check) {
        return check.operator().equals("matchesAny") && rule.bodyParts().isEmpty()
                || check.operator().equals("zExtentMm>=")
                        && check.values().get(0).startsWith("<")
                        && rule.minZExtent().isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("checks")
    void aStudyThatIsGoodEnoughPasses(String name, ImagingRule rule, Check check) {
        ImagingStudy good = study(rule, check);
        good(check, good);

        assertThat(judge(rule, check, good).truth())
                .isEqualTo(ALWAYS_ASKED.contains(check.operator()) ? Truth.UNKNOWN : Truth.TRUE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("checks")
    void aStudyThatIsNotFailsAndSaysWhy(String name, ImagingRule rule, Check check) {
        ImagingStudy bad = study(rule, check);
        bad(check, bad);

        Outcome outcome = judge(rule, check, bad);

        if (NEVER_FAIL.contains(check.operator()) || needsNothing(rule, check)) {
            assertThat(outcome.isFailed()).isFalse();
        } else {
            assertThat(outcome.truth()).isEqualTo(Truth.FALSE);
            assertThat(outcome.words()).isNotBlank();
        }
    }

    private ImagingStudy study(ImagingRule rule, Check check) {
        String modality = modality(rule, check);
        ImagingStudy study = one.study(modality, null);
        series(study, modality, null);
        return study;
    }

    private static String modality(ImagingRule rule, Check check) {
        String named = check.appliesWhen().orElse("").replaceAll("Modality==(\\w+).*", "$1");
        if (named.matches("CT|MR")) {
            return named;
        }
        String first = rule.modalities().get(0);
        return first.equals("*") ? "CT" : first;
    }

    private Outcome judge(ImagingRule rule, Check check, ImagingStudy study) {
        return CHECKS.outcome(check, asked(rule, modality(rule, check), study));
    }

    private Asked asked(ImagingRule rule, String modality, ImagingStudy study) {
        List<org.hl7.fhir.r4.model.Resource> records = new ArrayList<>(one.records);
        records.add(study);
        EvidenceIndex index = EvidenceIndex.of(records, CodeEquivalence.of(Content.maps()), Set.of("en"));
        StudyFacts facts = index.facts(study);
        StudyWish wish = new StudyWish(OptionalInt.of(60), TODAY, index.words(study), index.ageYears(TODAY));
        return new Asked(
                Evidence.of(study, "ImagingStudy/x", Evidence.Kind.IMAGES, ClinicalDates.of(study), null),
                facts,
                modality,
                facts.diagnostic(modality),
                Optional.of(rule),
                index,
                wish);
    }

    private void good(Check check, ImagingStudy study) {
        ImagingStudySeriesComponent series = study.getSeriesFirstRep();
        sequence(check, series);
        switch (check.operator()) {
            case "<=", ">=" ->
                check.attributes().forEach(a -> tell(series, a, check.values().get(0)));
            case "==" -> tell(series, check, check.values().get(0));
            case "!=", "notIn" -> tell(series, check, "something else");
            case "excludeIfContains" -> tell(series, check, "ORIGINAL\\PRIMARY\\AXIAL");
            case "contains" -> tell(series, check, String.join("\\", check.values()));
            case "matches", "anySeriesMatches" -> tell(series, check, wordFor(check));
            case "present", "allPresent" -> check.attributes().forEach(a -> tell(series, a, "1"));
            case "anyPresent" -> tell(series, "ContrastBolusAgent", "Iohexol");
            case "consistentWithinStudyAndWithCase" -> identity(series, "RAO^ASHA", "19710302", "F");
            case "ageDays<=" ->
                study.setStartedElement(new DateTimeType(TODAY.minusDays(60).toString()));
            case "receivedEqualsExpected", "contiguous" -> instances(series, 3, 1, 2, 3);
            case "noGeometricGap" -> slices(series, 0, 3, 6, 9, 12);
            case "computedSpacing<=" -> slices(series, 0, 5, 10);
            case "zExtentMm>=" -> slices(series, 0, 400, 800, 1200);
            case "reportPresent" -> one.with(one.report("18748-4"));
            case "matchesAny" -> study.setDescription("CT of everything");
            case "companionCtInStudy" -> series(study, "CT", "AC");
            case "phasesInclude" ->
                describe(study, "late arterial", "portal venous", "delayed", "nephrographic", "excretory");
            case "distinctPostContrastPhases>=" -> describe(study, "pancreatic", "portal venous");
            case "sequencesInclude" -> describe(study, GOOD_SEQUENCES);
            case "orientationsInclude" -> describe(study, "T2 sag", "T2 oblique ax", "T2 oblique cor");
            case "anySeries3DT1<=" -> {
                series.setDescription("T1 MPRAGE");
                tell(series, "MRAcquisitionType", "3D");
                tell(series, "SliceThickness", "1");
            }
            case "maxBValue>=" -> series.setDescription("DWI b50 b1400");
            case "gapMm<=" -> {
                tell(series, "SpacingBetweenSlices", "3");
                tell(series, "SliceThickness", "3");
            }
            case "temporalResolutionS<=" -> tell(series, "TemporalResolution", "9000");
            case "uptakeMinutesBetween" -> uptake(series, "101500");
            case "viewsInclude" -> describe(study, "R CC", "L CC", "RMLO", "L MLO");
            case "setIncludes" -> check.values().forEach(m -> series(study, m, null));
            case "consistent" -> tell(series, check, "1.2.3");
            case "countDistinct>=" -> series.setNumberOfInstances(2);
            case "distinctValues>=" -> describe(study, "AP", "lateral");
            default -> {}
        }
    }

    private static final String[] GOOD_SEQUENCES = {
        "T2 ax",
        "T2 sag fs",
        "T1 dixon in and opp phase",
        "T1 pre",
        "T1 post gd early",
        "T1 post gd delayed",
        "FLAIR",
        "DWI b1400",
        "ADC map",
        "STIR"
    };

    private void bad(Check check, ImagingStudy study) {
        ImagingStudySeriesComponent series = study.getSeriesFirstRep();
        sequence(check, series);
        switch (check.operator()) {
            case "<=" -> tell(series, check, String.valueOf(check.number().doubleValue() + 0.5));
            case ">=" -> check.attributes().forEach(a -> tell(series, a, "1"));
            case "==" -> tell(series, check, "something else");
            case "!=", "notIn" -> tell(series, check, check.values().get(0));
            case "excludeIfContains" ->
                tell(series, check, "DERIVED\\" + check.values().get(2));
            case "contains", "matches", "anySeriesMatches" -> tell(series, check, "something else");
            case "anyPresent" -> series.setDescription("nativ 5.0");
            case "consistentWithinStudyAndWithCase" -> identity(series, "MUELLER^HANS", "19550101", "M");
            case "ageDays<=" ->
                study.setStartedElement(new DateTimeType(TODAY.minusDays(61).toString()));
            case "receivedEqualsExpected", "contiguous" -> instances(series, 4, 1, 2, 4);
            case "noGeometricGap" -> slices(series, 0, 3, 6, 12, 15);
            case "computedSpacing<=" -> slices(series, 0, 7, 14);
            case "zExtentMm>=" -> slices(series, 0, 5, 10);
            case "phasesInclude", "distinctPostContrastPhases>=" -> describe(study, "kidney");
            case "sequencesInclude" -> describe(study, "FLAIR");
            case "orientationsInclude" -> tell(series, "ImageOrientationPatient", "1\\0\\0\\0\\1\\0");
            case "anySeries3DT1<=" -> {
                series.setDescription("T1 se");
                tell(series, "MRAcquisitionType", "2D");
                tell(series, "SliceThickness", "5");
            }
            case "maxBValue>=" -> series.setDescription("DWI b50 b600");
            case "gapMm<=" -> {
                tell(series, "SpacingBetweenSlices", "3.6");
                tell(series, "SliceThickness", "3");
            }
            case "temporalResolutionS<=" -> tell(series, "TemporalResolution", "60000");
            case "uptakeMinutesBetween" -> uptake(series, "093000");
            case "viewsInclude" -> describe(study, "R CC", "RMLO");
            case "in" -> {
                study.getModality().clear();
                series.setModality(new Coding(Systems.DICOM, "XA", null));
            }
            case "consistent" -> {
                tell(series, check, "1.2.3");
                tell(series(study, "RTDOSE", null), check, "1.2.4");
            }
            case "countDistinct>=" -> series.setNumberOfInstances(1);
            case "distinctValues>=" -> tell(series, check, "AP");
            default -> {}
        }
    }

    /** A check of one sequence needs a series of that sequence. */
    private static void sequence(Check check, ImagingStudySeriesComponent series) {
        check.appliesWhen()
                .filter(w -> w.startsWith("sequence is"))
                .ifPresent(w -> series.setDescription(w.contains("DWI") ? "DWI" : "T2 ax"));
    }

    private static String wordFor(Check check) {
        return Stream.of("FDG", "PSMA", "DOTATATE", "MIBG", "I-131", "B60f lung")
                .filter(w -> check.patterns().get(Check.VALUE).matcher(w).find())
                .findFirst()
                .orElseThrow();
    }

    private static void identity(ImagingStudySeriesComponent series, String name, String birth, String sex) {
        tell(series, "PatientName", name);
        tell(series, "PatientBirthDate", birth);
        tell(series, "PatientSex", sex);
    }

    private static void uptake(ImagingStudySeriesComponent series, String acquired) {
        tell(series, "RadiopharmaceuticalStartDateTime", "20260601091500");
        tell(series, "AcquisitionTime", acquired);
    }

    private static void instances(ImagingStudySeriesComponent series, int expected, int... numbers) {
        series.setNumberOfInstances(expected);
        IntStream.of(numbers)
                .forEach(n -> series.addInstance().setUid("1.2." + n).setNumber(n));
    }

    private static void slices(ImagingStudySeriesComponent series, int... positions) {
        Extension attribute = attribute(series, "ImagePositionPatient");
        IntStream.of(positions).forEach(z -> attribute.addExtension("value", new StringType("-120\\-130\\" + z)));
    }

    private static void describe(ImagingStudy study, String... descriptions) {
        String modality = study.getSeriesFirstRep().getModality().getCode();
        study.getSeries().clear();
        Stream.of(descriptions).forEach(d -> series(study, modality, d));
    }

    private static ImagingStudySeriesComponent series(ImagingStudy study, String modality, String description) {
        return study.addSeries()
                .setModality(new Coding(Systems.DICOM, modality, null))
                .setDescription(description);
    }

    private static void tell(ImagingStudySeriesComponent series, Check check, String value) {
        tell(series, check.attributes().get(0), value);
    }

    private static void tell(ImagingStudySeriesComponent series, String keyword, String value) {
        attribute(series, keyword).addExtension("value", new StringType(value));
    }

    private static Extension attribute(ImagingStudySeriesComponent series, String keyword) {
        Extension attribute = series.addExtension().setUrl(Systems.extension("dicom-attribute"));
        attribute.addExtension("keyword", new CodeType(keyword));
        return attribute;
    }

    /** A whole rule, with what a good study of it tells: nothing fails, and asked is only what nobody can tell. */
    @ParameterizedTest
    @ValueSource(
            strings = {"CT-CAP", "CT-CHEST", "LIVER-MULTIPHASE", "MR-BREAST", "MR-PROSTATE", "MR-RECTUM", "MR-BRAIN"})
    void aGoodStudyMeetsItsRule(String id) {
        ImagingRule rule = RULES.find(id).orElseThrow();
        String modality = rule.modalities().get(0);
        ImagingStudy study =
                one.study(modality, "Study of the " + rule.bodyParts().get(0));
        String[] descriptions = modality.equals("CT")
                ? new String[] {"late arterial", "portal venous b60", "delayed"}
                : new String[] {
                    "T2 ax",
                    "T2 oblique ax",
                    "T2 oblique cor",
                    "T2 sag",
                    "DWI b1400",
                    "ADC",
                    "T1 pre mprage",
                    "T1 post gd early mprage",
                    "T1 post gd delayed",
                    "FLAIR",
                    "T1 dixon in opp phase"
                };
        for (String description : descriptions) {
            ImagingStudySeriesComponent series = series(study, modality, description);
            int[] z = IntStream.rangeClosed(0, 600).toArray();
            instances(series, 601, IntStream.rangeClosed(1, 601).toArray());
            series.getInstance()
                    .forEach(i ->
                            i.setSopClass(new Coding("urn:ietf:rfc:3986", "urn:oid:1.2.840.10008.5.1.4.1.1.2", null)));
            slices(series, z);
            identity(series, "Rao^Asha^^Mrs.", "19710302", "F");
            tell(series, "SliceThickness", "1");
            tell(series, "PixelSpacing", "0.7\\0.7");
            tell(series, "MRAcquisitionType", "3D");
            tell(series, "TemporalResolution", "9000");
            tell(series, "PatientIdentityRemoved", "NO");
            tell(series, "LongitudinalTemporalInformationModified", "UNMODIFIED");
            tell(series, "LossyImageCompression", "00");
            tell(series, "BurnedInAnnotation", "NO");
            tell(series, "ImageType", "ORIGINAL\\PRIMARY\\AXIAL");
            tell(series, "Rows", "512");
            tell(series, "Columns", "512");
        }
        one.with(one.report("18748-4"));

        List<Judged> judged =
                CHECKS.judge(asked(rule, modality, study), new ImagingProtocol(List.of(), "", "", Optional.of(5.0)));

        assertThat(judged)
                .filteredOn(j -> j.outcome().truth() != Truth.TRUE)
                .extracting(j -> j.check().operator() + j.outcome())
                .allMatch(o -> ALWAYS_ASKED.stream().anyMatch(o::startsWith)
                        || o.startsWith("orientationsInclude")
                        || o.startsWith("<=Outcome[truth=UNKNOWN"));
        assertThat(ProtocolChecks.failures(judged)).isEmpty();
    }

    @Nested
    class InACase {

        @Test
        void whatTheStudyDoesNotTellIsAskedAndNeverAPass() {
            Case liver = Case.of("hcc");
            liver.with(liver.study("CT", "CT liver"));

            ItemResult item = liver.item("hcc.img.liver");

            assertThat(item.status()).isEqualTo(RequirementStatus.MET);
            assertThat(item.questions()).singleElement().satisfies(question -> {
                assertThat(question.code()).isEqualTo("protocol-unknown");
                assertThat(question.text()).contains("phases of contrast", "slice thickness", "no instance is missing");
            });
        }

        @Test
        void aDoubtIsAskedAndDoesNotFail() {
            ImagingStudy ct = one.study("CT", "CT chest abdomen pelvis");
            Case.series(ct, "CT", "nativ", 3);
            one.with(one.fact("stageGroup", "III")).with(ct);

            ItemResult staging = one.item("breast.img.staging");

            assertThat(staging.status()).isEqualTo(RequirementStatus.MET);
            assertThat(staging.questions())
                    .filteredOn(q -> q.code().equals("protocol-doubt"))
                    .singleElement()
                    .satisfies(q -> assertThat(q.text()).contains("no contrast in nativ"));
        }

        @Test
        void missingSlicesFail() {
            ImagingStudy ct = one.study("CT", "CT chest abdomen pelvis");
            Case.series(ct, "CT", "portal venous", 3);
            slices(ct.getSeriesFirstRep(), 0, 3, 6, 30, 33);
            one.with(one.fact("stageGroup", "III")).with(ct);
            assertThat(one.item("breast.img.staging").reasons())
                    .extracting(Reason::text)
                    .anyMatch(t -> t.contains("a gap between slices of 8.0 times"));
        }

        @Test
        void imagesOfAnotherPatientFailThoughTheStudyIsFiledHere() {
            ImagingStudy ct = one.study("CT", "CT chest abdomen pelvis");
            Case.series(ct, "CT", "portal venous", 3);
            identity(ct.getSeriesFirstRep(), "MUELLER^HANS", "19550101", "M");
            one.with(one.fact("stageGroup", "III")).with(ct);
            assertThat(one.item("breast.img.staging").status()).isEqualTo(RequirementStatus.PARTIAL);
        }

        @Test
        void aThicknessInAnUnknownUnitIsNotTold() {
            ImagingStudy ct = one.study("CT", "CT chest abdomen pelvis");
            Case.series(ct, "CT", "portal venous", 7.5);
            Quantity thickness =
                    (Quantity) ct.getSeriesFirstRep().getExtensionFirstRep().getValue();
            thickness.setCode("furlong").setUnit("furlong");
            one.with(one.fact("stageGroup", "III")).with(ct);

            assertThat(one.item("breast.img.staging").questions())
                    .extracting(Reason::text)
                    .anyMatch(t -> t.contains("slice thickness"));

            thickness.setCode("cm").setUnit("cm").setValue(0.75);
            assertThat(one.status("breast.img.staging")).isEqualTo(RequirementStatus.PARTIAL);
        }

        @Test
        void ofAChildNoLengthIsAsked() {
            ((Patient) one.records.get(0)).setBirthDateElement(new org.hl7.fhir.r4.model.DateType("2018-02-02"));
            ImagingRule rule = RULES.find("CT-CAP").orElseThrow();
            Check length = RULES.checksOf(Optional.of(rule)).stream()
                    .filter(c -> c.operator().equals("zExtentMm>="))
                    .findFirst()
                    .orElseThrow();
            ImagingStudy study = one.study("CT", null);
            slices(series(study, "CT", null), 0, 100, 200);
            assertThat(CHECKS.outcome(length, asked(rule, "CT", study)).truth()).isEqualTo(Truth.TRUE);
        }

        @Test
        void aRadiotherapySetIsOfOneFrameOfReference() {
            ImagingStudy set = one.study("RTPLAN", "RT left breast");
            for (String modality : List.of("RTPLAN", "RTSTRUCT", "RTDOSE", "CT")) {
                series(set, modality, null);
            }
            one.with(one.fact("plannedTherapy", "reirradiation")).with(set);
            assertThat(one.item("breast.tx.rtdicom").questions())
                    .extracting(Reason::text)
                    .allMatch(t -> t.contains("frame of reference"))
                    .hasSize(1);

            set.getSeries().forEach(s -> tell(s, "FrameOfReferenceUID", "1.2.3"));
            assertThat(one.item("breast.tx.rtdicom").status()).isEqualTo(RequirementStatus.MET);
            assertThat(one.item("breast.tx.rtdicom").questions()).isEmpty();

            set.getSeriesFirstRep().getExtension().clear();
            tell(set.getSeriesFirstRep(), "FrameOfReferenceUID", "1.2.4");
            assertThat(one.item("breast.tx.rtdicom").reasons())
                    .extracting(Reason::code)
                    .containsExactly("protocol");
        }

        @ParameterizedTest
        @CsvSource({"MODIFIED", "REMOVED"})
        void theAgeOfDeidentifiedImagesIsAsked(String changed) {
            ImagingStudy ct = one.study("CT", "CT chest abdomen pelvis");
            Case.series(ct, "CT", "portal venous", 3);
            tell(ct.getSeriesFirstRep(), "LongitudinalTemporalInformationModified", changed);
            one.with(one.fact("stageGroup", "III")).with(ct);
            assertThat(one.item("breast.img.staging").questions())
                    .extracting(Reason::text)
                    .anyMatch(t -> t.contains("date of the study"));
        }
    }

    @Test
    void onlySeverityFailMakesAStudyInsufficient() {
        assertThat(RULES.all())
                .flatExtracting(ImagingRule::checks)
                .filteredOn(c -> c.severity() == Severity.FAIL)
                .hasSizeBetween(30, 60);
    }
}
