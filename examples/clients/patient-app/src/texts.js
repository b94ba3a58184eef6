// What the app says, in the languages of the people it is for. The server's pages (sign-in, consent) have their own.
const texts = {
  en: {
    title: 'My case', intro: 'See where your second opinion stands, and your documents.', signIn: 'Sign in',
    loading: 'Loading…', steps: 'Steps', documents: 'Documents', diagnoses: 'Diagnoses', results: 'Test results',
    none: 'Nothing here yet.', notAllowed: 'You did not allow the app to read this.', more: 'More', open: 'Open',
    opened: 'saved to your downloads', renew: 'Renew access', until: 'Access until {0}', apps: 'Apps with access',
    signOut: 'Sign out', offline: 'There is no connection. Try again.', again: 'Try again',
    ended: 'Access has ended or was taken back. Sign in again to go on.', refused: 'You did not let the app in.',
    failed: 'Something went wrong. Try again later.',
    requested: 'to do', received: 'received', accepted: 'accepted', 'in-progress': 'under way', 'on-hold': 'waiting',
    ready: 'to do', completed: 'done', cancelled: 'cancelled', rejected: 'declined', failed_: 'failed'
  },
  ar: {
    title: 'حالتي', intro: 'تابع سير الرأي الطبي الثاني واطّلع على مستنداتك.', signIn: 'تسجيل الدخول',
    loading: 'جارٍ التحميل…', steps: 'الخطوات', documents: 'المستندات', diagnoses: 'التشخيصات', results: 'نتائج التحاليل',
    none: 'لا يوجد شيء بعد.', notAllowed: 'لم تسمح للتطبيق بقراءة هذا.', more: 'المزيد', open: 'فتح',
    opened: 'حُفظ في التنزيلات', renew: 'تجديد الوصول', until: 'الوصول حتى {0}', apps: 'التطبيقات المسموح لها',
    signOut: 'تسجيل الخروج', offline: 'لا يوجد اتصال. حاول مرة أخرى.', again: 'حاول مرة أخرى',
    ended: 'انتهى الوصول أو تم سحبه. سجّل الدخول مرة أخرى للمتابعة.', refused: 'لم تسمح للتطبيق بالدخول.',
    failed: 'حدث خطأ. حاول لاحقًا.',
    requested: 'مطلوب', received: 'مستلَم', accepted: 'مقبول', 'in-progress': 'قيد التنفيذ', 'on-hold': 'بالانتظار',
    ready: 'مطلوب', completed: 'مكتمل', cancelled: 'ملغى', rejected: 'مرفوض', failed_: 'فشل'
  },
  fr: {
    title: 'Mon dossier', intro: 'Voyez où en est votre deuxième avis, et vos documents.', signIn: 'Se connecter',
    loading: 'Chargement…', steps: 'Étapes', documents: 'Documents', diagnoses: 'Diagnostics', results: 'Résultats',
    none: 'Rien pour l’instant.', notAllowed: 'Vous n’avez pas autorisé l’application à lire ceci.', more: 'Suite',
    open: 'Ouvrir', opened: 'enregistré dans vos téléchargements', renew: 'Renouveler l’accès', until: 'Accès jusqu’à {0}',
    apps: 'Applications autorisées', signOut: 'Se déconnecter', offline: 'Pas de connexion. Réessayez.', again: 'Réessayer',
    ended: 'L’accès a pris fin ou a été retiré. Reconnectez-vous pour continuer.',
    refused: 'Vous n’avez pas autorisé l’application.', failed: 'Une erreur est survenue. Réessayez plus tard.',
    requested: 'à faire', received: 'reçu', accepted: 'accepté', 'in-progress': 'en cours', 'on-hold': 'en attente',
    ready: 'à faire', completed: 'terminé', cancelled: 'annulé', rejected: 'refusé', failed_: 'échoué'
  },
  hi: {
    title: 'मेरा केस', intro: 'देखें कि आपकी दूसरी राय कहाँ तक पहुँची है, और अपने दस्तावेज़।', signIn: 'साइन इन करें',
    loading: 'लोड हो रहा है…', steps: 'चरण', documents: 'दस्तावेज़', diagnoses: 'निदान', results: 'जाँच के परिणाम',
    none: 'अभी यहाँ कुछ नहीं है।', notAllowed: 'आपने ऐप को इसे पढ़ने की अनुमति नहीं दी।', more: 'और', open: 'खोलें',
    opened: 'डाउनलोड में सहेजा गया', renew: 'पहुँच नवीनीकृत करें', until: 'पहुँच {0} तक', apps: 'जिन ऐप्स को अनुमति है',
    signOut: 'साइन आउट', offline: 'कनेक्शन नहीं है। फिर कोशिश करें।', again: 'फिर कोशिश करें',
    ended: 'पहुँच समाप्त हो गई या वापस ले ली गई। जारी रखने के लिए फिर से साइन इन करें।', refused: 'आपने ऐप को अनुमति नहीं दी।',
    failed: 'कुछ गड़बड़ हुई। बाद में फिर कोशिश करें।',
    requested: 'करना है', received: 'प्राप्त', accepted: 'स्वीकृत', 'in-progress': 'चल रहा है', 'on-hold': 'प्रतीक्षा में',
    ready: 'करना है', completed: 'पूरा', cancelled: 'रद्द', rejected: 'अस्वीकृत', failed_: 'विफल'
  },
  zh: {
    title: '我的病例', intro: '查看第二诊疗意见的进展和您的文件。', signIn: '登录',
    loading: '加载中…', steps: '进程', documents: '文件', diagnoses: '诊断', results: '化验结果',
    none: '暂无内容。', notAllowed: '您未允许本应用读取此项。', more: '更多', open: '打开',
    opened: '已保存到下载', renew: '续期访问', until: '访问有效至 {0}', apps: '已获访问权限的应用',
    signOut: '退出', offline: '没有网络连接，请重试。', again: '重试',
    ended: '访问已结束或被撤回。请重新登录以继续。', refused: '您未允许本应用访问。',
    failed: '出现错误，请稍后再试。',
    requested: '待办', received: '已收到', accepted: '已接受', 'in-progress': '进行中', 'on-hold': '等待中',
    ready: '待办', completed: '已完成', cancelled: '已取消', rejected: '已拒绝', failed_: '失败'
  }
};

export const language = navigator.languages.map(tag => tag.slice(0, 2)).find(tag => texts[tag]) ?? 'en';

export const t = (key, argument = '') => (texts[language][key] ?? key).replace('{0}', argument);
