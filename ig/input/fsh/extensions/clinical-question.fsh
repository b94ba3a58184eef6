Extension: ClinicalQuestion
Id: clinical-question
Title: "Clinical question"
Description: "A numbered question that the opinion must answer. The answer points back with the extension answers-question."
Context: ServiceRequest
* insert Definition
* extension contains
    number 1..1 and
    text 1..1
* extension[number] ^short = "Number of the question, unique in the request"
* extension[number].value[x] 1..1
* extension[number].value[x] only positiveInt
* extension[text] ^short = "The question, in the words of whoever asks"
* extension[text].value[x] 1..1
* extension[text].value[x] only markdown
