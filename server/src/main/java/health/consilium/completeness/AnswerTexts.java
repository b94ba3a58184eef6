package health.consilium.completeness;

import health.consilium.completeness.rules.CompletenessResult;
import health.consilium.completeness.rules.GapWords;
import health.consilium.completeness.rules.ItemResult;
import health.consilium.completeness.rules.Reason;
import health.consilium.fhir.Translation;
import health.consilium.terminology.rules.ChecklistTexts;
import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.TextInLanguage;
import health.consilium.terminology.rules.TextInLanguage.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;

/** The labels and ways to obtain a record as one caller reads them, and what that reader must know of the translation. */
final class AnswerTexts {

    private final ChecklistTexts texts;
    private final String asked;
    private final String language;
    private final GapWords words;

    AnswerTexts(ChecklistTexts texts, ReaderLanguages readers) {
        this.texts = texts;
        Optional<String> served = texts.serving(readers.tags());
        this.language = served.orElse(ChecklistTexts.ENGLISH);
        this.asked = served.orElse(readers.tags().get(0));
        this.words = GapWords.in(language);
    }

    /** Of the texts, as far as they are translated. */
    String language() {
        return language;
    }

    /** In English, because they are about who must answer for the words. */
    List<String> notices(CompletenessResult result) {
        List<TextInLanguage> given = result.items().stream().flatMap(this::of).toList();
        List<String> notices = new ArrayList<>();
        if (given.stream().anyMatch(text -> text.status() == Status.DRAFT)) {
            notices.add("Draft translation (" + language + "), not signed off. What counts is the English text.");
        }
        boolean open = result.items().stream().anyMatch(item -> !item.status().isSettled());
        if (open && !ChecklistTexts.ENGLISH.equals(language)) {
            notices.add("Why an item matters is told in English.");
        }
        long missing = given.stream().filter(TextInLanguage::fallback).count();
        if (missing > 0) {
            notices.add(
                    missing == given.size()
                            ? "There is no translation into " + asked + " here: the texts are in English."
                            : missing + " texts have no translation into " + asked + " here and are in English.");
        }
        return notices;
    }

    void addLabel(ParametersParameterComponent item, ItemResult result) {
        add(item.addPart().setName("label"), label(result));
    }

    /** What the centre asks differently, whether the item is met or not. */
    void addAsked(ParametersParameterComponent item, ItemResult result) {
        result.item().asked().ifPresent(asked -> {
            ParametersParameterComponent part = item.addPart().setName("asked");
            part.addPart().setName("text").setValue(new StringType(words.say(asked)));
            part.addPart().setName("why").setValue(new StringType(asked.why()));
        });
    }

    /** Nobody needs to obtain what is there or was waived. */
    void addRemedy(ParametersParameterComponent item, ItemResult result) {
        if (!result.status().isSettled()) {
            TextInLanguage text = remedy(result);
            ParametersParameterComponent part = item.addPart().setName("remedy");
            part.addPart()
                    .setName("code")
                    .setValue(
                            new Coding(Systems.REMEDY, result.item().guidance().remedy(), text.english()));
            add(part, text);
        }
    }

    /** What a person has to check, in English with the language of the reader beside it. */
    StringType question(Reason reason) {
        StringType text = new StringType(reason.text());
        if (!words.isEnglish()) {
            Translation.add(text, words.language(), words.say(reason, this::label));
        }
        return text;
    }

    /** The gap with the language of the reader beside its detail. */
    DetectedIssue readable(DetectedIssue gap, ItemResult result) {
        return GapForm.readable(gap, result, words, this::label);
    }

    private String label(String english) {
        return texts.label(english, asked).text();
    }

    private static void add(ParametersParameterComponent part, TextInLanguage text) {
        part.addPart().setName("text").setValue(new StringType(text.text()));
        part.addPart().setName("language").setValue(new CodeType(text.language()));
        if (text.status() != Status.ORIGINAL) {
            String status = text.status().name().toLowerCase(Locale.ROOT).replace('_', '-');
            part.addPart().setName("translation").setValue(new CodeType(status));
        }
    }

    private Stream<TextInLanguage> of(ItemResult result) {
        return result.status().isSettled() ? Stream.of(label(result)) : Stream.of(label(result), remedy(result));
    }

    private TextInLanguage label(ItemResult result) {
        return texts.label(result.item().label(), asked);
    }

    private TextInLanguage remedy(ItemResult result) {
        return texts.remedy(result.item().guidance().remedy(), asked);
    }
}
