"""What the people of a simulated network are called and what they write. Nobody of them exists."""

GIVEN_NAMES = """
Adam Aïcha Alice Amina Anaïs Andrei Arthur Aya Basile Bilal Camille Carla Céline Claude Dana Daria David
Delphine Djamila Dominique Élise Emil Emma Enzo Esra Fabrice Farid Fiona Florian Gaëlle Gloria Hamza Hélène Hugo
Ibrahim Inès Ismaël Jade Jérôme Joëlle Jonas Justine Khadija Kevin Laïla Léa Louis Lucas Lydia Malik Manon Marek
Marie Mathis Maxime Mila Mohamed Morgane Nabil Nathan Noémie Noor Olivia Oscar Pascale Paul Priscille Rachid
Rania Robin Romane Rosa Sacha Salma Samuel Sarah Selim Simone Sofia Tania Théo Thierry Valérie Victor Yasmine
Youssef Zoé
"""
GIVEN = tuple(GIVEN_NAMES.split())
FAMILY_NAMES = """
Adriaens Aksoy Antoine Arslan Bah Balde Barbier Bastin Belhadj Bernard Bertrand Bodart Bouchard Camara Carlier
Charlier Claes Collard Cornet Costa Danloy Debruyne Declercq Delvaux Demir Denis Deprez Dethier Diop Dony Dumont
El-Amrani Evrard Fontaine Fournier Gaspard Georges Gérard Gilson Goffin Grégoire Haddouche Hansen Hermans Hubert
Ivanova Jacquemin Jadot Janssens Kaba Keita Kowalska Lacroix Lambrecht Laurent Lebrun Legrand Lemaire Leroy
Libert Lopes Louis Maes Mahieu Marchand Martens Mbala Mercier Michaux Michel Moreau Moussa Nguyen Nicolas Noël
Osei Ozer Parmentier Peeters Petit Pierard Pirson Poncelet Rahmani Remacle Renson Ricci Rossi Sanchez Schmitz
Servais Simonis Sow Tahar Thomas Toussaint Traoré Urbain Vandenberghe Vasseur Verhoeven Wauters Willems Yilmaz
Zaman
"""
FAMILY = tuple(FAMILY_NAMES.split())

WELCOMES = (
    "Bonjour, je vous accompagne dans ce module. Écrivez-moi dès que quelque chose bloque.",
    "Bonjour et bienvenue. Avancez à votre rythme : je lis vos messages chaque jour de la semaine.",
    "Bonjour, c’est moi qui réponds à vos questions ici. Commencez quand vous voulez.",
)
FIRST_WORDS = (
    "Bonjour, merci. Je peux travailler le soir, après 18 h. Est-ce que cela va ?",
    "Bonjour, j’ai commencé la première unité. Combien de temps faut-il prévoir par semaine ?",
    "Merci ! Est-ce que je peux tout faire sur mon téléphone ?",
    "Bonjour, je reprends après une longue pause. Par où dois-je commencer ?",
)
FIRST_ANSWERS = (
    "Oui, très bien. Comptez trois moments de vingt minutes par semaine.",
    "Oui. Commencez par la première unité, et écrivez-moi ce qui n’est pas clair.",
    "Aucun souci : tout est gardé, vous reprenez là où vous étiez.",
)
QUESTIONS = (
    "Je ne comprends pas la dernière étape. Pouvez-vous me donner un exemple ?",
    "Pourquoi faut-il faire cela avant et pas après ?",
    "Dans mon entreprise, on fait autrement. Est-ce que c’est une erreur ?",
    "Je me trompe à chaque fois ici. Qu’est-ce que je n’ai pas vu ?",
    "Que faire si la personne responsable n’est pas là ?",
)
ANSWERS = (
    "Bonne question. Regardez le schéma juste au-dessus : l’ordre protège la personne qui travaille.",
    "Reprenez l’exemple pas à pas. Si cela bloque encore, appelez-moi demain matin.",
    "Les deux existent. Ici, on apprend la règle la plus sûre, et vous la verrez à l’atelier.",
    "Vous y êtes presque : relisez la première phrase de la question.",
)
CALLS = (
    "Appel : horaire de travail changé, peu de temps cette semaine.",
    "Appel : le téléphone était en réparation. Tout va bien.",
    "Appel : pas de réponse, message laissé.",
)
OUTCOMES = ("Reprend lundi.", "Demande une séance le samedi.", "À rappeler.")
NUDGES = (
    "Bonjour, je n’ai plus de nouvelles depuis quelques jours. Puis-je vous aider ?",
    "Bonjour, votre place est gardée. Voulez-vous que l’on revoie le rythme ensemble ?",
)
REMARKS = (
    "Geste sûr.",
    "À refaire plus lentement.",
    "Bonne préparation du poste.",
    "Penser à annoncer à voix haute.",
)
ROOMS = ("Atelier 1", "Atelier 2", "Hall technique", "Salle des bancs")
CLASSES = ("Groupe du matin", "Groupe du soir", "Groupe de septembre", "Groupe du samedi")
TEAMS = ("Équipe maintenance", "Équipe de nuit", "Équipe du dépôt")
