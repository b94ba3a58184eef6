package health.consilium.completeness.rules;

import static health.consilium.completeness.rules.Case.TODAY;
import static health.consilium.completeness.rules.RequirementStatus.ILLEGIBLE;
import static health.consilium.completeness.rules.RequirementStatus.MET;
import static health.consilium.completeness.rules.RequirementStatus.MISSING;
import static health.consilium.completeness.rules.RequirementStatus.NOT_TRANSLATED;
import static health.consilium.completeness.rules.RequirementStatus.PARTIAL;
import static health.consilium.completeness.rules.RequirementStatus.QUESTION;
import static health.consilium.completeness.rules.RequirementStatus.STALE;
import static health.consilium.completeness.rules.RequirementStatus.WAIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.Truth;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Specimen;
import org.hl7.fhir.r4.model.Specimen.SpecimenStatus;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompletenessEngineTests {
    private final Case breast = Case.of("breast");

    @Nested
    class CodedResults {

        @Test
        void aBreastCaseWithoutHer2LacksHer2() {
            breast.with(breast.result("85337-4", "positive")).with(breast.result("85339-0", "positive"));

            assertThat(breast.status("breast.mol.er")).isEqualTo(MET);
            assertThat(breast.status("breast.mol.her2")).isEqualTo(MISSING);
            assertThat(breast.item("breast.mol.her2").gapCode()).contains("missing-molecular");
            assertThat(breast.item("breast.mol.her2").reasons())
                    .extracting(Reason::code)
                    .containsExactly("missing");
        }

        @Test
        void anyOfTheAcceptedCodesWillDoAndIsNamedAsEvidence() {
            Observation her2 = breast.result("18474-7", "3+");
            breast.with(her2);

            assertThat(breast.item("breast.mol.her2").evidence()).containsExactly("Observation/" + her2.getIdPart());
        }

        @Test
        void haemoglobinAloneIsPartOfABloodCount() {
            breast.with(breast.result("718-7"));

            ItemResult count = breast.item("breast.lab.cbc");
            assertThat(count.status()).isEqualTo(PARTIAL);
            assertThat(count.reasons()).extracting(Reason::text).anyMatch(t -> t.contains("Platelets"));
        }

        @Test
        void aPanelIsAWholeBloodCount() {
            breast.with(breast.report("58410-2"));
            assertThat(breast.status("breast.lab.cbc")).isEqualTo(MET);
        }

        @Test
        void aBloodCountOlderThanAMonthIsStale() {
            for (String code : List.of("718-7", "777-3", "751-8")) {
                breast.with(breast.result(code, TODAY.minusDays(31)));
            }
            ItemResult count = breast.item("breast.lab.cbc");
            assertThat(count.status()).isEqualTo(STALE);
            assertThat(count.gapCode()).contains("stale");
            assertThat(count.reasons()).extracting(Reason::code).containsOnly("stale");
        }

        @Test
        void onTheLastDayItIsNotStale() {
            for (String code : List.of("718-7", "777-3", "751-8")) {
                breast.with(breast.result(code, TODAY.minusDays(30)));
            }
            assertThat(breast.status("breast.lab.cbc")).isEqualTo(MET);
        }

        @Test
        void aNewerResultReplacesAStaleOne() {
            breast.with(breast.result("89247-1", TODAY.minusDays(90))).with(breast.result("89247-1"));
            assertThat(breast.status("breast.clin.ps")).isEqualTo(MET);
            assertThat(breast.item("breast.clin.ps").reasons()).isEmpty();
        }

        @Test
        void aResultWithoutDateIsNotEnoughWhereAgeMatters() {
            breast.with(breast.result("89247-1"), o -> o.setEffective(null));

            assertThat(breast.status("breast.clin.ps")).isEqualTo(PARTIAL);
            assertThat(breast.item("breast.clin.ps").reasons())
                    .extracting(Reason::code)
                    .containsExactly("undated");
        }

        @ParameterizedTest
        @EnumSource(names = {"ENTEREDINERROR", "CANCELLED", "PRELIMINARY", "REGISTERED"})
        void aResultThatIsNotFinalCountsForNothing(ObservationStatus status) {
            breast.with(breast.result("85319-2", "3+"), o -> o.setStatus(status));

            assertThat(breast.status("breast.mol.her2")).isEqualTo(MISSING);
            assertThat(breast.item("breast.mol.her2").reasons())
                    .extracting(Reason::reference)
                    .containsExactly("Observation/1");
        }

        @Test
        void aResultOfAnotherPatientCountsForNothing() {
            breast.with(breast.result("85319-2", "3+"), o -> o.setSubject(new Reference("Patient/other")));

            assertThat(breast.status("breast.mol.her2")).isEqualTo(MISSING);
            assertThat(breast.item("breast.mol.her2").reasons())
                    .extracting(Reason::code)
                    .containsExactly("other-patient");
            assertThat(breast.status("breast.clin.identity")).isEqualTo(PARTIAL);
        }

        @Test
        void aResultFromTheFutureCountsForNothing() {
            breast.with(breast.result("85319-2", TODAY.plusDays(2)));
            assertThat(breast.item("breast.mol.her2").reasons())
                    .extracting(Reason::code)
                    .containsExactly("future-date");
        }

        @Test
        void aResultThatWasNotObtainedCountsForNothing() {
            breast.with(breast.result("85319-2"), o -> o.setValue(null)
                    .setDataAbsentReason(
                            Case.concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "error")));
            assertThat(breast.status("breast.mol.her2")).isEqualTo(MISSING);
        }

        @Test
        void stageOfTheConditionCountsAsStage() {
            breast.with(breast.diagnosis(Systems.ICD_10, "C50.4"), c -> c.addStage()
                    .setSummary(Case.concept("x", "IIA").setText("cT2 cN0 cM0, stage IIA")));
            assertThat(breast.status("breast.stage.tnm")).isEqualTo(MET);
        }

        @Test
        void stageGroupAloneIsPartOfTheStage() {
            breast.with(breast.result("21908-9", "Stage IIA"));
            assertThat(breast.status("breast.stage.tnm")).isEqualTo(PARTIAL);
        }

        @Test
        void snomedStagingOfMcodeCounts() {
            for (String code : List.of("399504009", "399534004", "399387003", "399537006")) {
                breast.with(breast.result("x"), o -> o.setCode(Case.concept(Systems.SNOMED_CT, code)));
            }
            assertThat(breast.status("breast.stage.tnm")).isEqualTo(MET);
        }
    }

    @Nested
    class Genes {
        private final Case lung = Case.of("nsclc");

        @Test
        void aPanelThatListsTheGeneMeetsTheItem() {
            lung.with(lung.fact("setting", "metastatic")).with(lung.geneResult("HGNC:3236"));
            assertThat(lung.status("nsclc.mol.egfr")).isEqualTo(MET);
        }

        @Test
        void aPanelReportThatDoesNotListItsGenesIsNotEnough() {
            lung.with(lung.fact("setting", "metastatic")).with(lung.report("51969-4"));

            assertThat(lung.status("nsclc.mol.ngs")).isEqualTo(MET);
            assertThat(lung.status("nsclc.mol.egfr")).isEqualTo(PARTIAL);
            assertThat(lung.item("nsclc.mol.egfr").reasons().get(0).code()).isEqualTo("genes-not-listed");
        }

        @Test
        void aVariantOfTheReceptorGeneIsNoReceptorStain() {
            breast.with(breast.geneResult("HGNC:3467"));
            assertThat(breast.status("breast.mol.er")).isEqualTo(MISSING);
        }

        @Test
        void someGenesOfAnItemAreAPartOfIt() {
            breast.with(breast.geneResult("HGNC:1100")).with(breast.geneResult("1101"));

            ItemResult brca = breast.item("breast.mol.brca");
            assertThat(brca.evidence()).hasSize(2);
            assertThat(brca.reasons()).extracting(Reason::text).anyMatch(t -> t.contains("PALB2"));
        }

        @Test
        void aSomaticFindingIsNoGermlineResult() {
            Case ovarian = Case.of("ovarian");
            Observation somatic = ovarian.geneResult("HGNC:1100");
            somatic.addComponent()
                    .setCode(Case.concept(Systems.LOINC, "48002-0"))
                    .setValue(Case.concept(Systems.LOINC, "LA6684-0"));
            ovarian.with(somatic);

            assertThat(ovarian.status("ovarian.mol.germline")).isEqualTo(MISSING);
            assertThat(ovarian.item("ovarian.mol.germline").reasons())
                    .extracting(Reason::code)
                    .contains("somatic");
        }
    }

    @Nested
    class Documents {

        @Test
        void aDocumentOfTheRightTypeMeetsTheItem() {
            breast.with(breast.document("11526-1"));
            assertThat(breast.status("breast.path.report")).isEqualTo(MET);
        }

        @Test
        void oneMarkedDocumentMayMeetSeveralItems() {
            breast.with(breast.marked("breast.mol.er", "breast.mol.pr", "breast.clin.menopause"));

            assertThat(breast.status("breast.mol.er")).isEqualTo(MET);
            assertThat(breast.status("breast.mol.pr")).isEqualTo(MET);
            assertThat(breast.status("breast.clin.menopause")).isEqualTo(MET);
        }

        @Test
        void ageCountsFromTheClinicalDateNotFromTheUpload() {
            breast.with(
                    breast.document("57133-1", "en", TODAY.minusYears(1)),
                    d -> d.setDateElement(new org.hl7.fhir.r4.model.InstantType("2026-06-01T08:00:00Z")));
            assertThat(breast.status("breast.clin.referral")).isEqualTo(STALE);
        }

        @Test
        void theDateOfTheFileStandsInForTheEvent() {
            DocumentReference letter = breast.document("57133-1");
            letter.getContext().setPeriod(null);
            letter.getContentFirstRep().getAttachment().setCreationElement(new DateTimeType("2026-05-20"));
            breast.with(letter);
            assertThat(breast.status("breast.clin.referral")).isEqualTo(MET);
        }

        @Test
        void aForeignDocumentWithoutTranslationIsNotTranslated() {
            breast.with(breast.document("11526-1", "hi", TODAY));

            assertThat(breast.status("breast.path.report")).isEqualTo(NOT_TRANSLATED);
            assertThat(breast.item("breast.path.report").gapCode()).contains("untranslated");
            assertThat(breast.status("breast.clin.translation")).isEqualTo(NOT_TRANSLATED);
        }

        @Test
        void aTranslationThatNobodyVerifiedIsNotEnough() {
            DocumentReference original = breast.document("11526-1", "hi", TODAY);
            breast.with(original).with(breast.translationOf(original));
            assertThat(breast.status("breast.path.report")).isEqualTo(NOT_TRANSLATED);
        }

        @Test
        void aVerifiedTranslationMakesTheOriginalReadable() {
            DocumentReference original = breast.document("11526-1", "zh-Hans", TODAY);
            DocumentReference translation = breast.translationOf(original);
            breast.with(original).with(translation).with(breast.verificationOf(translation));

            assertThat(breast.item("breast.path.report").evidence())
                    .containsExactly(
                            "DocumentReference/" + original.getIdPart(),
                            "DocumentReference/" + translation.getIdPart());
            assertThat(breast.status("breast.clin.translation")).isEqualTo(MET);
        }

        @Test
        void anEnglishCaseNeedsNoTranslations() {
            breast.with(breast.document("11526-1", "en-GB", TODAY));
            assertThat(breast.check().notApplicable()).contains("breast.clin.translation");
        }

        @Test
        void aCentreThatReadsTheLanguageNeedsNoTranslation() {
            breast.with(breast.document("11526-1", "de", TODAY));
            EvidenceIndex german = EvidenceIndex.of(
                    breast.records,
                    health.consilium.terminology.rules.CodeEquivalence.of(Content.maps()),
                    Set.of("en", "de"));

            CompletenessResult result = Case.engine()
                    .evaluate(Content.checklists().forTumourType("breast").orElseThrow(), german, TODAY, Set.of());

            assertThat(result.item("breast.path.report").orElseThrow().status()).isEqualTo(MET);
        }

        @Test
        void aScanThatCannotBeReadIsIllegible() {
            breast.with(breast.document("11526-1"), d -> d.addExtension()
                    .setUrl(Systems.extension("legibility"))
                    .setValue(new CodeType("illegible")));

            assertThat(breast.status("breast.path.report")).isEqualTo(ILLEGIBLE);
            assertThat(breast.item("breast.path.report").gapCode()).contains("illegible");
        }

        @Test
        void aDraftOrAReplacedDocumentCountsForNothing() {
            DocumentReference old = breast.document("11526-1");
            DocumentReference draft = breast.document("11526-1");
            draft.setDocStatus(ReferredDocumentStatus.PRELIMINARY);
            DocumentReference other = breast.document("34805-2");
            other.addRelatesTo()
                    .setCode(DocumentRelationshipType.REPLACES)
                    .setTarget(new Reference("DocumentReference/" + old.getIdPart()));
            breast.with(old).with(draft).with(other);

            assertThat(breast.item("breast.path.report").reasons())
                    .extracting(Reason::code)
                    .containsExactlyInAnyOrder("superseded", "preliminary");
        }

        @Test
        void aReportOnlyInAForeignPrintIsNotTranslated() {
            DiagnosticReport report = breast.report("11526-1");
            report.addPresentedForm(new Attachment().setLanguage("ar"));
            breast.with(report);
            assertThat(breast.status("breast.path.report")).isEqualTo(NOT_TRANSLATED);
        }

        @Test
        void anAnsweredFormIsEvidence() {
            QuestionnaireResponse answers = breast.id(new QuestionnaireResponse());
            answers.setStatus(QuestionnaireResponseStatus.COMPLETED)
                    .setSubject(Case.asha())
                    .setAuthoredElement(new DateTimeType("2026-05-31"));
            answers.addItem().setLinkId("breast.clin.menopause").addAnswer().setValue(new StringType("postmenopausal"));
            breast.with(answers);
            assertThat(breast.status("breast.clin.menopause")).isEqualTo(MET);
        }
    }

    @Nested
    class Imaging {

        @Test
        void aMammogramMeetsTheItem() {
            breast.with(breast.study("MG", "Mammography both breasts"));
            assertThat(breast.status("breast.img.mammo")).isEqualTo(MET);
        }

        @Test
        void aReportWithoutTheImagesIsNotEnough() {
            breast.with(breast.report("26346-7"));

            ItemResult mammogram = breast.item("breast.img.mammo");
            assertThat(mammogram.status()).isEqualTo(PARTIAL);
            assertThat(mammogram.gapCode()).contains("incomplete-imaging");
            assertThat(mammogram.reasons()).extracting(Reason::code).containsExactly("images-missing");
        }

        @Test
        void ofUltrasoundTheReportIsEnough() {
            breast.with(breast.marked("breast.img.us"));
            assertThat(breast.status("breast.img.us")).isEqualTo(MET);
        }

        @Test
        void anotherRegionIsAnotherStudy() {
            breast.with(breast.fact("stageGroup", "III")).with(breast.study("CT", "CT brain"));
            assertThat(breast.status("breast.img.staging")).isEqualTo(MISSING);
        }

        @Test
        void chestAloneIsPartOfAStagingCt() {
            breast.with(breast.fact("stageGroup", "III")).with(breast.study("CT", "CT chest with contrast"));
            assertThat(breast.status("breast.img.staging")).isEqualTo(PARTIAL);
        }

        @Test
        void aPetCtIsAnAlternativeToAStagingCt() {
            ImagingStudy pet = breast.study("PT", "FDG PET-CT skull base to mid-thigh");
            Case.series(pet, "PT", "PET WB", 3);
            Case.series(pet, "CT", "CT WB low dose", 3);
            breast.with(breast.fact("stageGroup", "III")).with(pet);
            assertThat(breast.status("breast.img.staging")).isEqualTo(MET);
        }

        @Test
        void aPetWithAnotherTracerIsAnotherStudy() {
            breast.with(breast.fact("stageGroup", "III")).with(breast.study("PT", "PSMA PET-CT whole body"));
            assertThat(breast.status("breast.img.staging")).isEqualTo(MISSING);
        }

        @Test
        void slicesThatAreTooThickFailTheProtocol() {
            ImagingStudy ct = breast.study("CT", "CT chest abdomen pelvis");
            Case.series(ct, "CT", "axial portal venous", 7.5);
            breast.with(breast.fact("stageGroup", "III")).with(ct);

            ItemResult staging = breast.item("breast.img.staging");
            assertThat(staging.status()).isEqualTo(PARTIAL);
            assertThat(staging.reasons())
                    .extracting(Reason::text)
                    .anyMatch(t -> t.contains("slice thickness 7.5 mm, at most 5 mm"));
        }

        @Test
        void theThinnestSeriesCountsAndLocalisersDoNot() {
            ImagingStudy ct = breast.study("CT", "CT chest abdomen pelvis");
            Case.series(ct, "CT", "axial 5 mm", 5);
            Case.series(ct, "CT", "axial 10 mm", 10);
            Case.series(ct, "CT", "Topogram", 0.6);
            breast.with(breast.fact("stageGroup", "III")).with(ct);
            assertThat(breast.status("breast.img.staging")).isEqualTo(MET);
        }

        @Test
        void aLiverStudyNeedsItsPhases() {
            Case liver = Case.of("hcc");
            ImagingStudy ct = liver.study("CT", "CT liver");
            Case.series(ct, "CT", "late arterial", 3);
            Case.series(ct, "CT", "portal venous", 3);
            liver.with(ct);
            assertThat(liver.item("hcc.img.liver").reasons())
                    .extracting(Reason::text)
                    .anyMatch(t -> t.contains("phases missing: delayed"));

            Case.series(ct, "CT", "delayed 3 min", 3);
            assertThat(liver.status("hcc.img.liver")).isEqualTo(MET);
        }

        @Test
        void boneScanAndCtTogetherReplaceAPsmaPet() {
            Case prostate = Case.of("prostate");
            prostate.with(prostate.fact("stageGroup", "IV")).with(prostate.study("NM", "Whole body bone scan"));
            prostate.with(prostate.fact("setting", "metastatic"));
            assertThat(prostate.status("prostate.img.psma")).isEqualTo(PARTIAL);

            prostate.with(prostate.study("CT", "CT abdomen and pelvis"));
            assertThat(prostate.status("prostate.img.psma")).isEqualTo(MET);
        }

        @Test
        void aCtThatDoesNotSayWhatItShowsIsNotEnough() {
            breast.with(breast.fact("stageGroup", "III")).with(breast.study("CT", null));
            assertThat(breast.item("breast.img.staging").reasons())
                    .extracting(Reason::code)
                    .contains("region-unknown");
        }

        @Test
        void theRadiotherapySetMustBeWhole() {
            ImagingStudy plan = breast.study("RTPLAN", "RT left breast");
            plan.addModality().setCode("RTSTRUCT");
            breast.with(breast.fact("plannedTherapy", "reirradiation")).with(plan);
            assertThat(breast.item("breast.tx.rtdicom").reasons())
                    .extracting(Reason::text)
                    .containsExactly("The DICOM set lacks CT, RTDOSE");
        }
    }

    @Nested
    class Material {

        @Test
        void slidesAreSpecimensOrWholeSlideImages() {
            assertThat(breast.status("breast.path.slides")).isEqualTo(MISSING);
            assertThat(breast.item("breast.path.slides").gapCode()).contains("inadequate-tissue");

            breast.with(breast.study("SM", "H&E left breast core biopsy"));
            assertThat(breast.status("breast.path.slides")).isEqualTo(MET);
        }

        @Test
        void aParaffinBlockIsABlockAndNoSlide() {
            Specimen block = breast.id(new Specimen());
            block.setStatus(SpecimenStatus.AVAILABLE)
                    .setSubject(Case.asha())
                    .setType(Case.concept(Systems.SNOMED_CT, "441652008"));
            breast.with(block);

            assertThat(breast.status("breast.path.block")).isEqualTo(MET);
            assertThat(breast.status("breast.path.slides")).isEqualTo(MISSING);
        }

        @Test
        void anExhaustedBlockCountsForNothing() {
            Specimen block = breast.id(new Specimen());
            block.setStatus(SpecimenStatus.UNAVAILABLE)
                    .setSubject(Case.asha())
                    .setType(Case.concept("x", "y").setText("FFPE block"));
            breast.with(block);
            assertThat(breast.item("breast.path.block").reasons())
                    .extracting(Reason::code)
                    .containsExactly("cancelled");
        }
    }

    @Nested
    class WhatApplies {

        @Test
        void anUnknownFactMakesItsItemAQuestion() {
            ItemResult pdl1 = breast.item("breast.mol.pdl1");

            assertThat(pdl1.status()).isEqualTo(QUESTION);
            assertThat(pdl1.applies()).isEqualTo(Truth.UNKNOWN);
            assertThat(pdl1.unknownFacts()).containsExactlyInAnyOrder("setting", "er", "her2");
            assertThat(pdl1.gapCode()).isEmpty();
        }

        @Test
        void aTripleNegativeMetastaticCaseNeedsPdl1() {
            breast.with(breast.result("85337-4", "negative"))
                    .with(breast.result("85319-2", "0"))
                    .with(breast.diagnosis(Systems.ICD_10, "C78.0"));
            assertThat(breast.status("breast.mol.pdl1")).isEqualTo(MISSING);
        }

        @Test
        void anEarlyCaseDoesNot() {
            breast.with(breast.result("21908-9", "Stage IA"));
            assertThat(breast.check().notApplicable()).contains("breast.mol.pdl1");
        }

        @Test
        void aConditionNarrowerThanItsTextAsksInsteadOfDroppingTheItem() {
            breast.with(breast.fact("histology", "ductal"));

            ItemResult mri = breast.item("breast.img.mri");
            assertThat(mri.status()).isEqualTo(QUESTION);
            assertThat(mri.item().requirement().applicability().orElseThrow().text())
                    .contains("dense breasts");
        }

        @Test
        void whatIsThereIsNotAskedFor() {
            breast.with(breast.report("85147-7"));
            assertThat(breast.status("breast.mol.pdl1")).isEqualTo(MET);
        }

        @Test
        void marrowIsNotNeededWhenThePetIsThere() {
            Case hodgkin = Case.of("hodgkin");
            assertThat(hodgkin.status("hodgkin.proc.marrow")).isEqualTo(MISSING);

            hodgkin.with(hodgkin.study("PT", "FDG PET-CT"));
            assertThat(hodgkin.check().notApplicable()).contains("hodgkin.proc.marrow");
        }
    }

    @Nested
    class Verdict {

        @Test
        void anEmptyCaseIsIncompleteAndScoresNothing() {
            CompletenessResult result = new CompletenessEngineTests().breast.check();

            assertThat(result.complete()).isFalse();
            assertThat(result.score()).isBetween(0.0, 0.05);
            assertThat(result.gaps()).first().satisfies(g -> assertThat(
                            g.item().requirement().blocking())
                    .isTrue());
            assertThat(result.checklist().notice()).contains("Draft content");
        }

        @Test
        void aWaivedItemIsSettledAndShownAsSuch() {
            Waiver waiver = new Waiver("breast.img.mammo", "Bilateral mastectomy", "PractitionerRole/coordinator");

            ItemResult mammogram = breast.check(waiver).item("breast.img.mammo").orElseThrow();

            assertThat(mammogram.status()).isEqualTo(WAIVED);
            assertThat(mammogram.waiver()).contains(waiver);
        }

        @Test
        void whatIsMetNeedsNoWaiver() {
            breast.with(breast.study("MG", "Mammography"));
            Waiver waiver = new Waiver("breast.img.mammo", "Bilateral mastectomy", "PractitionerRole/coordinator");
            assertThat(breast.check(waiver)
                            .item("breast.img.mammo")
                            .orElseThrow()
                            .status())
                    .isEqualTo(MET);
        }

        @Test
        void aWaiverNeedsAReasonAndASignature() {
            assertThatThrownBy(() -> new Waiver("breast.img.mammo", " ", "x"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Waiver("breast.img.mammo", "x", null))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void blockingItemsAloneDecideWhetherTheCaseIsComplete() {
            for (String item : List.of(
                    "breast.path.report",
                    "breast.clin.referral",
                    "breast.clin.consult",
                    "breast.clin.consent",
                    "breast.stage.tnm")) {
                breast.with(breast.marked(item));
            }
            assertThat(breast.check().complete()).isFalse();

            breast.with(breast.study("MG", "Mammography"));
            assertThat(breast.check().complete()).isTrue();
            assertThat(breast.check().score()).isLessThan(0.6);
        }

        @Test
        void identityNeedsNameBirthDateAndIdentifier() {
            assertThat(breast.status("breast.clin.identity")).isEqualTo(MET);

            ((Patient) breast.records.get(0)).getIdentifier().clear();
            assertThat(breast.item("breast.clin.identity").reasons())
                    .extracting(Reason::text)
                    .containsExactly("Patient/asha lacks an identifier");
        }

        @Test
        void aBundleWithoutPatientHasNoIdentity() {
            breast.records.clear();
            assertThat(breast.status("breast.clin.identity")).isEqualTo(MISSING);
        }
    }
}
